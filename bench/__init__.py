"""How fast the public site is: `make bench` measures it beside a bare Wagtail page.

Not a room: nothing imports it, and no installation has it. Which pages are measured stands in
`pages.py`; everything else here is the same for all of them.
"""
