"""Where a person is signed in."""

from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from .users import User


class SignInQuerySet(models.QuerySet):
    def note_use(self, session_key):
        """Note that the sign-in of this session was used now. Nobody decides it: no log says so."""
        return self.filter(session=session_key).update(last_used_at=timezone.now())


class SignIn(models.Model):
    """That `user` is signed in on a device. It is gone as soon as its session is.

    `device` says what the browser is in a few words. No internet address is kept.
    """

    session = models.OneToOneField(Session, models.CASCADE, related_name="sign_in")
    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    device = models.CharField(max_length=60)
    signed_in_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(default=timezone.now)

    objects = SignInQuerySet.as_manager()

    class Meta:
        ordering = ["-last_used_at", "-pk"]

    def __str__(self):
        return f"sign-in {self.pk}"
