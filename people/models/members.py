"""The register: people who joined, and what they said they can do and would like to do."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from design_system.constraints import only_known_values
from organisation.models import Locality
from people.availability import ALL_SLOTS

from .persons import Person
from .vocabulary import Term


class MemberQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All members for the PE team and administrators, none for anyone else."""
        return self if user.has_perm("people.see_register") else self.none()

    def of(self, user):
        """The member who signs in as `user`, with their person: one row or none."""
        return self.filter(person__user=user).select_related("person", "locality")

    def available_for_matching(self):
        """Members who can be asked today: confirmed, and neither paused nor gone."""
        return self.filter(status=Member.Status.ACTIVE, person__erased_at=None)


@only_known_values
class Member(models.Model):
    """A person on the register of involvement."""

    class Status(models.TextChoices):
        JOINING = "joining", "Email not confirmed"
        ACTIVE = "active", "On the register"
        PAUSED = "paused", "Taking a break"
        LEFT = "left", "Left the register"

    TRANSITIONS = {
        Status.JOINING: {Status.ACTIVE, Status.LEFT},
        Status.ACTIVE: {Status.PAUSED, Status.LEFT},
        Status.PAUSED: {Status.ACTIVE, Status.LEFT},
        Status.LEFT: {Status.ACTIVE},
    }

    class Origin(models.TextChoices):
        ONLINE = "online", "Joined online"
        PHONE = "phone", "Joined by phone"
        PAPER = "paper", "Joined on paper"

    person = models.OneToOneField(Person, models.PROTECT, related_name="member")
    status = models.CharField(max_length=10, choices=Status)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    paused_until_date = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=Origin)
    joined_at = models.DateTimeField()
    over_minimum_age = models.BooleanField()
    guardian_name = models.CharField(max_length=120, blank=True)
    guardian_contact = models.CharField(max_length=254, blank=True)
    own_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    locality = models.ForeignKey(
        Locality, models.PROTECT, null=True, blank=True, related_name="members"
    )
    meets_in_person = models.BooleanField(default=False)
    meets_online = models.BooleanField(default=False)
    availability = models.PositiveIntegerField(default=0)  # 21 bits: see people.availability
    terms = models.ManyToManyField(Term, through="MemberTerm", related_name="members")

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        permissions = [("see_register", "Can see the register of members")]
        constraints = [
            models.CheckConstraint(
                condition=Q(over_minimum_age=True) | ~Q(guardian_name="") & ~Q(guardian_contact=""),
                name="member_of_age_or_with_agreement",
            ),
            models.CheckConstraint(
                condition=Q(paused_until_date=None) | Q(status="paused"),
                name="member_paused_until_only_when_paused",
            ),
            models.CheckConstraint(
                condition=Q(availability__lte=ALL_SLOTS), name="member_availability_21_slots"
            ),
        ]

    def __str__(self):
        return self.person.reference if self.person_id else "P-new"


class MemberTerm(models.Model):
    """One thing a member said of themselves: a role, skill, interest, kind of activity or level."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="member_terms")
    term = models.ForeignKey(Term, models.PROTECT, related_name="member_terms")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("member", "term", name="member_term_unique")]

    def __str__(self):
        return f"{self.member} {self.term.code}"


@only_known_values
class TaskAnswer(models.Model):
    """That a member answered one task of the task list, if only with "none of these"."""

    class Task(models.TextChoices):
        WHO_I_AM = "who-i-am", "Who I am"
        SKILLS = "skills", "Skills I can bring"
        INTERESTS = "interests", "What matters to me"
        ACTIVITIES = "activities", "Kinds of activity I would like"
        WHERE = "where", "Where I can take part"
        WHEN = "when", "When I am free"
        CONTACT = "contact", "How to contact me"
        NEEDS = "needs", "What helps me take part"

    member = models.ForeignKey(Member, models.CASCADE, related_name="task_answers")
    task = models.CharField(max_length=20, choices=Task)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("member", "task", name="task_answer_unique")]

    def __str__(self):
        return f"{self.member} {self.task}"
