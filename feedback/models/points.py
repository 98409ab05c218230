"""What was said: by whom in what role, where and when. Never by which person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from design_system.constraints import only_known_values
from involvement.models import Activity
from organisation.models import Service

from .themes import Theme

# A source of fewer people is never named: a small group is known to those who were in it.
FEWEST_TO_NAME = 5


class PointQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the PE team; for a service lead, those of services led today.

        Whoever writes stories sees what may stand in one, and nothing that may identify someone.
        """
        if user.has_perm("feedback.run_feedback"):
            return self
        if user.has_perm("feedback.choose_feedback"):
            return self.fit_to_publish()
        if not user.is_authenticated:
            return self.none()
        return self.filter(service__in=user.services_led())

    def fit_to_publish(self):
        """Points whose words were found to identify nobody, by the check or by a colleague."""
        return self.filter(Q(may_identify=False) | Q(cleared_at__isnull=False))

    def to_look_at(self):
        """Points whose words may identify someone, and nobody has decided yet."""
        return self.filter(may_identify=True, cleared_at=None)


@only_known_values
class Point(models.Model):
    """One thing that was said, in the words in which it was said."""

    class Role(models.TextChoices):
        PATIENT = "patient", "A patient"
        CARER = "carer", "A carer"
        FAMILY = "family", "A family member or friend"
        STAFF = "staff", "A member of staff"
        PUBLIC = "public", "A member of the public"
        PARTNER = "partner", "A partner organisation"
        PATIENTS_AND_CARERS = "patients_and_carers", "Patients and carers"
        STAFF_TOGETHER = "staff_together", "Several members of staff"

    class SourceKind(models.TextChoices):
        CAFE = "cafe", "A café"
        SURVEY = "survey", "A survey"
        COMPLAINT = "complaint", "A theme of complaints"
        MEETING = "meeting", "A meeting"
        CONVERSATION = "conversation", "A conversation"
        PUBLISHED = "published", "Something that is published already"
        OTHER = "other", "Something else"

    words = models.TextField(max_length=1000)
    role = models.CharField(max_length=20, choices=Role)
    source_kind = models.CharField(max_length=12, choices=SourceKind)
    source_words = models.CharField(max_length=160, blank=True)
    people_count = models.PositiveIntegerField(null=True, blank=True)
    heard_date = models.DateField(default=timezone.localdate)
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="points"
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="points")
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="points"
    )
    may_identify = models.BooleanField(default=False, editable=False)
    cleared_at = models.DateTimeField(null=True, blank=True, editable=False)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ["-heard_date", "-pk"]
        permissions = [
            ("run_feedback", "Can run what people said and what is done"),
            ("choose_feedback", "Can choose what people said for stories"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(cleared_by=None) | Q(cleared_at__isnull=False),
                name="point_cleared_by_and_at",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="point_has_words"),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        return f"PT-{self.pk:04d}" if self.pk else "PT-new"

    @property
    def all_words(self):
        """What a story may tell of this: what was said, and where."""
        return f"{self.words}\n{self.source_words}"

    @property
    def is_in_a_story(self):
        """Whether a story tells this, published or not, or the latest draft of one does."""
        drafts = self.stories.model.objects.filter(has_unpublished_changes=True)
        chosen = drafts.values_list("latest_revision__content__points", flat=True)
        return self.stories.exists() or any(self.pk in (pks or ()) for pks in chosen)

    @property
    def source_may_be_named(self):
        """Whether the public may read where this was said, and when."""
        if self.source_kind == self.SourceKind.PUBLISHED:
            return True
        return self.people_count is not None and self.people_count >= FEWEST_TO_NAME
