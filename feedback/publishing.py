"""What follows when Wagtail has published a story, whatever way led to it."""

from feedback import actions


def tell_followers(sender, instance, revision=None, **kwargs):
    """Hear Wagtail's signal `page_published`, inside the transaction of StoryPage.publish.

    Wagtail sends it too when a page is only scheduled, and nobody can read it yet.
    """
    if instance.live:
        actions.tell_followers(story=instance, by=revision.user if revision else None)
