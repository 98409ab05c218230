"""One person's place at one session."""

from django.conf import settings
from django.db import models

from design_system.constraints import only_known_values
from people.models import Person

from .cafes import Cafe
from .sessions import Session


class BookingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cafés that `user` may see."""
        return self.filter(session__cafe__in=Cafe.objects.visible_to(user))

    def booked(self):
        """Those who have a place now."""
        return self.filter(status=Booking.Status.BOOKED)

    def people(self):
        """Whose they are, as a QuerySet of Person."""
        return Person.objects.filter(bookings__in=self)


@only_known_values
class Booking(models.Model):
    """Where one person stands with one session. `sequence` counts what their calendar was told."""

    class Status(models.TextChoices):
        BOOKED = "booked", "Booked"
        CANCELLED = "cancelled", "Cancelled"
        ATTENDED = "attended", "Came"
        DID_NOT_ATTEND = "did_not_attend", "Did not attend"

    TRANSITIONS = {
        Status.BOOKED: {Status.CANCELLED, Status.ATTENDED, Status.DID_NOT_ATTEND},
        Status.CANCELLED: {Status.BOOKED},
        Status.ATTENDED: {Status.DID_NOT_ATTEND},
        Status.DID_NOT_ATTEND: {Status.ATTENDED},
    }

    class How(models.TextChoices):
        MEMBER = "member", "Signed in"
        GUEST = "guest", "As a guest"

    session = models.ForeignKey(Session, models.PROTECT, related_name="bookings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="bookings")
    how = models.CharField(max_length=6, choices=How)
    note = models.TextField(max_length=500, blank=True)
    status = models.CharField(max_length=15, choices=Status, default=Status.BOOKED)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    booked_at = models.DateTimeField()
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("session", "person", name="booking_unique")]

    def __str__(self):
        return f"B-{self.pk:06d}" if self.pk else "B-new"
