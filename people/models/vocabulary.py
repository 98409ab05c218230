"""One vocabulary for all that members say of themselves and opportunities ask for."""

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Lower

from design_system.constraints import only_known_values


class TermQuerySet(models.QuerySet):
    def offered(self, kind):
        """Terms of one kind that people can choose today, in the order the PE team set."""
        return self.filter(kind=kind, retired_at=None)

    def with_members(self):
        """Each term with `chosen`: how many members, of those who have not left, chose it."""
        said = Q(member_terms__member__isnull=False) & ~Q(member_terms__member__status="left")
        needed = Q(person_needs__person__member__isnull=False)
        needed &= ~Q(person_needs__person__member__status="left")
        return self.annotate(
            chosen=Count("member_terms", filter=said, distinct=True)
            + Count("person_needs", filter=needed, distinct=True)
        )


@only_known_values
class Term(models.Model):
    """A word that members choose and opportunities ask for. Retired terms stay on old answers."""

    class Kind(models.TextChoices):
        ROLE = "role", "Who people are"
        SKILL = "skill", "Skill"
        INTEREST = "interest", "Interest"
        ACTIVITY_KIND = "activity_kind", "Kind of activity"
        LEVEL = "level", "Level of involvement"
        COMMUNICATION_NEED = "communication_need", "Communication need"
        ACCESS_NEED = "access_need", "Access need"

    LARGE_PRINT = "large-print"  # the code of the communication need that letters are set by

    kind = models.CharField(max_length=20, choices=Kind)
    code = models.SlugField(max_length=60)
    label = models.CharField(max_length=120)
    description = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "label"]
        constraints = [
            models.UniqueConstraint("kind", "code", name="term_unique"),
            models.UniqueConstraint(
                "kind",
                Lower("label"),
                condition=Q(retired_at=None),
                name="term_label_unique_of_kind",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(retired_at__isnull=False),
                name="term_replaced_is_retired",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("pk")),
                name="term_not_replaced_by_itself",
            ),
        ]
        permissions = [("change_vocabulary", "Can change the vocabulary")]

    def __str__(self):
        return self.label

    @property
    def is_large_print(self):
        return self.kind == self.Kind.COMMUNICATION_NEED and self.code == self.LARGE_PRINT
