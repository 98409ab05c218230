"""Anyone the trust may contact, how to reach them, and what they need to take part."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from design_system.constraints import only_known_values

from .vocabulary import Term


class Channel(models.TextChoices):
    EMAIL = "email", "Email"
    PHONE = "phone", "Phone call"
    POST = "post", "Letter in the post"


class PersonQuerySet(models.QuerySet):
    def by_reference(self, reference):
        """The person with a reference such as P-01234, in any case, with or without the P-."""
        digits = reference.strip().upper().removeprefix("P-")
        if digits.isascii() and digits.isdigit() and len(digits) < 19:
            return self.filter(pk=int(digits))
        return self.none()


@only_known_values
class Person(models.Model):
    """Someone with a name and at least one way to reach them, the one they prefer."""

    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    postal_address = models.TextField(max_length=400, blank=True)
    preferred_channel = models.CharField(max_length=5, choices=Channel)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person"
    )
    needs_note = models.TextField(max_length=1000, blank=True)
    needs = models.ManyToManyField(Term, through="PersonNeed", related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    join_key = models.UUIDField(null=True, unique=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False)
                | Q(preferred_channel=Channel.EMAIL) & ~Q(email="")
                | Q(preferred_channel=Channel.PHONE) & ~Q(phone="")
                | Q(preferred_channel=Channel.POST) & ~Q(postal_address=""),
                name="person_reachable_as_preferred",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        return f"P-{self.pk:05d}" if self.pk else "P-new"

    @property
    def address_for_messages(self):
        """Where a message goes today: the address of the channel they prefer."""
        return {
            Channel.EMAIL: self.email,
            Channel.PHONE: self.phone,
            Channel.POST: self.postal_address,
        }[self.preferred_channel]


class PersonNeed(models.Model):
    """A communication or access need, said by the person, to be met every time."""

    person = models.ForeignKey(Person, models.CASCADE)
    term = models.ForeignKey(Term, models.PROTECT, related_name="person_needs")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("person", "term", name="person_need_unique")]

    def __str__(self):
        return f"{self.person} {self.term.code}"
