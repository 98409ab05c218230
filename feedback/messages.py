"""What the templates in templates/outbox/feedback/ are told."""

from feedback import unfollowing


def story_told(story, following):
    """Return the facts that a message about `story` may tell (a dict)."""
    return {
        "story": story,
        "theme": following.theme,
        "story_path": story.get_url(),
        "stop_path": unfollowing.path_of(following),
    }
