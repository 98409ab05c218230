"""Where the rooms above hang in what a member sees, and hear that a member goes."""

from design_system.slots import Slot

# Cards on the page "My involvement": functions (member) -> (template_name, context) or None.
my_involvement = Slot("my_involvement")

# What the PE team sees of a member beside the register: (member, user) -> (template_name, context)
# or None.
member_page = Slot("member_page")

# Actions, called with member= and by= in the transaction in which a member leaves the register.
leaving = Slot("leaving")

# Actions, called with member= and by= in the transaction in which somebody's joining is complete.
joined = Slot("joined")

# Called with request= and user= when `user` has typed in the code sent to their address, before it
# counts as confirmed and in the same transaction.
proving = Slot("proving")
