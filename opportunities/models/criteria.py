"""What an opportunity asks of people, each as a must or a would-help with a weight."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from design_system.constraints import only_known_values
from people.availability import ALL_SLOTS
from people.models import Term

from .opportunities import Opportunity


@only_known_values
class Criterion(models.Model):
    """One thing asked. Kind of activity, level and place are read from the opportunity's facts."""

    class Kind(models.TextChoices):
        SKILL = "skill", "Skill"
        INTEREST = "interest", "Interest"
        ACTIVITY_KIND = "activity_kind", "Likes this kind of activity"
        LEVEL = "level", "Likes this level of involvement"
        PLACE = "place", "Can be where it happens"
        AVAILABILITY = "availability", "Is free at one of these times"

    class Importance(models.TextChoices):
        MUST = "must", "Must"
        HELPS = "helps", "Would help"

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="criteria")
    kind = models.CharField(max_length=15, choices=Kind)
    importance = models.CharField(max_length=5, choices=Importance, default=Importance.HELPS)
    weight = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+")
    slots = models.PositiveIntegerField(default=0)  # 21 bits: see people.availability

    class Meta:
        ordering = ["opportunity", "kind", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                "opportunity",
                "kind",
                "term",
                condition=Q(term__isnull=False),
                name="criterion_term_once",
            ),
            models.UniqueConstraint(
                "opportunity",
                "kind",
                condition=Q(kind__in=["activity_kind", "level", "place"]),
                name="criterion_fact_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["skill", "interest"], term__isnull=False, slots=0)
                | Q(kind__in=["activity_kind", "level", "place"], term=None, slots=0)
                | Q(kind="availability", term=None, slots__gt=0, slots__lte=ALL_SLOTS),
                name="criterion_has_what_its_kind_needs",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=5), name="criterion_weight_1_to_5"
            ),
        ]

    def __str__(self):
        return f"{self.opportunity} {self.kind} {self.importance}"
