"""Who wants to hear when a story on a topic is published."""

from django.db import models

from people.models import Person

from .themes import Theme


class Following(models.Model):
    """That someone follows a theme, since a moment. Stopping takes the row away."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="followings")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="followings")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("person", "theme", name="following_unique")]

    def __str__(self):
        return f"{self.person} {self.theme.code}"
