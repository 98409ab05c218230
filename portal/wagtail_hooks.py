"""What staff find in the menu of the back office, and what would only be in their way."""

from wagtail import hooks

# Of use to administrators only; everyone else's work is not in there.
FOR_ADMINISTRATORS = {"help", "reports", "snippets"}


@hooks.register("construct_main_menu")
def leave_out_what_is_not_needed(request, menu_items):
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name not in FOR_ADMINISTRATORS]
