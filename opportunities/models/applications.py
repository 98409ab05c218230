"""One person's way through one opportunity, from interest to taking part."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from design_system.constraints import only_known_values
from people.models import Person

from .opportunities import Opportunity


class Decision(models.TextChoices):
    """What the team can decide about people on a shortlist, or write down for them."""

    INVITE = "invite", "Invite"
    PLACE = "place", "Give a place"
    RESERVE = "reserve", "Put on the reserve list"
    NOT_THIS_TIME = "not-this-time", "Say “not this time”"
    INTERESTED = "interested", "Write down that they are interested"
    SAID_YES = "said-yes", "Write down a yes"
    SAID_NO = "said-no", "Write down a no"
    WITHDREW = "withdrew", "Write down that they withdrew"


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the PE team; for a service lead, people placed with the services they lead."""
        if user.has_perm("people.see_register"):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            opportunity__service__in=user.services_led(),
            status__in=Application.WITH_A_PLACE,
        )

    def in_hand(self):
        """Those whose people wait for something to happen: told us, were asked, have a place."""
        return self.filter(status__in=Application.IN_HAND)

    def placed(self):
        return self.filter(status=Application.Status.PLACED)

    def with_a_place(self):
        """Those whose people have a place, or had one and took part."""
        return self.filter(status__in=Application.WITH_A_PLACE)

    def people(self):
        """Whose they are, as a QuerySet of Person."""
        return Person.objects.filter(applications__in=self)


@only_known_values
class Application(models.Model):
    """Where one person stands with one opportunity."""

    class Status(models.TextChoices):
        INTERESTED = "interested", "Interested"
        INVITED = "invited", "Invited"
        ACCEPTED = "accepted", "Said yes"
        PLACED = "placed", "Placed"
        RESERVE = "reserve", "Reserve"
        TOOK_PART = "took_part", "Took part"
        DECLINED = "declined", "Said no"
        WITHDRAWN = "withdrawn", "Withdrew"
        NOT_THIS_TIME = "not_this_time", "Not this time"

    PUBLIC_LABELS = {
        Status.INTERESTED: "You told us you are interested",
        Status.INVITED: "You are invited. Please tell us yes or no",
        Status.ACCEPTED: "You said yes. We will confirm your place",
        Status.PLACED: "You have a place",
        Status.RESERVE: "You are on the reserve list",
        Status.TOOK_PART: "You took part",
        Status.DECLINED: "You said no to this one",
        Status.WITHDRAWN: "You withdrew",
        Status.NOT_THIS_TIME: "Not this time",
    }

    TRANSITIONS = {
        Status.INTERESTED: {
            Status.INVITED,
            Status.PLACED,
            Status.RESERVE,
            Status.NOT_THIS_TIME,
            Status.WITHDRAWN,
        },
        Status.INVITED: {
            Status.INVITED,  # asked anew, once the time to answer has run out
            Status.ACCEPTED,
            Status.PLACED,
            Status.RESERVE,
            Status.NOT_THIS_TIME,
            Status.DECLINED,
            Status.WITHDRAWN,
        },
        Status.ACCEPTED: {
            Status.PLACED,
            Status.RESERVE,
            Status.NOT_THIS_TIME,
            Status.WITHDRAWN,
        },
        Status.RESERVE: {
            Status.INVITED,
            Status.PLACED,
            Status.NOT_THIS_TIME,
            Status.WITHDRAWN,
        },
        Status.PLACED: {Status.TOOK_PART, Status.NOT_THIS_TIME, Status.WITHDRAWN},
        Status.DECLINED: {Status.INTERESTED, Status.INVITED},
        Status.WITHDRAWN: {Status.INTERESTED, Status.INVITED},
        Status.NOT_THIS_TIME: {Status.INVITED, Status.PLACED, Status.RESERVE},
        Status.TOOK_PART: {Status.PLACED},  # there is another date, or it was said by mistake
    }

    IN_HAND = (
        Status.INTERESTED,
        Status.INVITED,
        Status.ACCEPTED,
        Status.RESERVE,
        Status.PLACED,
    )

    WITH_A_PLACE = (Status.PLACED, Status.TOOK_PART)

    class Origin(models.TextChoices):
        MEMBER = "member", "They told us"
        TEAM = "team", "The team asked them"

    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    origin = models.CharField(max_length=10, choices=Origin)
    status = models.CharField(max_length=15, choices=Status)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(max_length=1000, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("opportunity", "person", name="application_unique"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(invited_at__isnull=False),
                name="application_answered_after_invited",
            ),
            models.CheckConstraint(
                condition=~Q(status="invited") | Q(invited_at__isnull=False),
                name="application_invited_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "declined"]) | Q(answered_at__isnull=False),
                name="application_answer_has_moment",
            ),
        ]

    def __str__(self):
        return f"AP-{self.pk:06d}" if self.pk else "AP-new"

    @property
    def public_label(self):
        return self.PUBLIC_LABELS[self.status]
