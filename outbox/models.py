"""Every message to a person, by the channel that they chose."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from design_system.constraints import only_known_values
from outbox.backoff import MOST_ATTEMPTS
from people.models import Channel, Person


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All messages for the PE team, none for anyone else."""
        return self if user.has_perm("people.see_register") else self.none()

    def due_by_email(self, now=None):
        """Emails that the worker may send now, oldest first."""
        moment = now or timezone.now()
        return self.filter(
            channel=Channel.EMAIL, status=Message.Status.QUEUED, next_attempt_at__lte=moment
        ).order_by("next_attempt_at", "pk")

    def to_print(self):
        """Letters that wait in the print list."""
        return self.filter(channel=Channel.POST, status=Message.Status.QUEUED)

    def to_call(self):
        """Phone calls that someone is to make."""
        return self.filter(channel=Channel.PHONE, status=Message.Status.QUEUED).order_by(
            "next_attempt_at", "pk"
        )

    def stale(self, before):
        """Emails that have been "being sent" since `before` (an aware datetime) or longer."""
        return self.filter(status=Message.Status.SENDING, status_changed_at__lt=before)

    def problems(self):
        """Emails that may or may not have gone, and messages that could not be sent."""
        return self.filter(status__in=[Message.Status.UNCERTAIN, Message.Status.FAILED])


@only_known_values
class Message(models.Model):
    """One message to one person, written once in the transaction that caused it."""

    class Status(models.TextChoices):
        QUEUED = "queued", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        UNCERTAIN = "uncertain", "May have been sent"
        FAILED = "failed", "Could not be sent"
        CANCELLED = "cancelled", "Not needed any more"

    TRANSITIONS = {
        Status.QUEUED: {Status.SENDING, Status.SENT, Status.CANCELLED},
        Status.SENDING: {Status.SENT, Status.QUEUED, Status.FAILED, Status.UNCERTAIN},
        Status.UNCERTAIN: {Status.SENT, Status.QUEUED, Status.FAILED, Status.CANCELLED},
        Status.FAILED: {Status.QUEUED, Status.CANCELLED},
        Status.SENT: set(),
        Status.CANCELLED: set(),
    }

    person = models.ForeignKey(Person, models.PROTECT, related_name="messages")
    purpose = models.SlugField(max_length=40)
    channel = models.CharField(max_length=5, choices=Channel)
    address = models.TextField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.TextField(blank=True)  # an iCalendar file that goes with an email
    dedupe_key = models.CharField(max_length=120, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    provider_reference = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(status="queued"),
                name="message_queued",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(address="") | ~Q(status__in=["queued", "sending"]),
                name="message_waiting_has_address",
            ),
            models.CheckConstraint(
                condition=~Q(status="sending") | Q(attempts__gte=1) & ~Q(provider_reference=""),
                name="message_sending_was_claimed",
            ),
        ]

    def __str__(self):
        return f"M-{self.pk:06d}" if self.pk else "M-new"

    @property
    def gave_up(self):
        """Whether it failed for being tried too often, rather than for being refused."""
        return self.attempts >= MOST_ATTEMPTS
