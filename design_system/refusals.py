"""How an action says no."""


class Refusal(Exception):
    """An action's refusal: its text is a sentence fit to be shown to whoever asked."""
