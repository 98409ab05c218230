"""What follows when Wagtail has published a story, whatever way led to it."""

from feedback import actions


def tell_followers(sender, instance, **kwargs):
    """Hear Wagtail's signal `page_published`, inside the transaction of StoryPage.publish."""
    revision = kwargs.get("revision")
    actions.tell_followers(story=instance, by=revision.user if revision else None)
