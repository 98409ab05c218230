"""Something that models may not know."""

SOMETHING = True
