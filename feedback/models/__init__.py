"""What people said, what is done about it, and the pages that tell of both."""

from .actions import Action
from .followings import Following
from .pages import StoryIndexPage, StoryPage
from .points import Point
from .themes import Theme

__all__ = ["Action", "Following", "Point", "StoryIndexPage", "StoryPage", "Theme"]
