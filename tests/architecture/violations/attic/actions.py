"""Something to import from above, where nothing may."""

ANYTHING = True
