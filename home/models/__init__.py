"""The front door: the home page, content pages, and what stands on every page."""

from .pages import ContentPage, HomePage
from .site_settings import HelpSettings, SiteSettings

__all__ = ["ContentPage", "HelpSettings", "HomePage", "SiteSettings"]
