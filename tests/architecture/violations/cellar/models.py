"""Models that reach up into a room above, and know who writes them."""

from attic.actions import ANYTHING

from cellar.actions import SOMETHING

__all__ = ["ANYTHING", "SOMETHING"]
