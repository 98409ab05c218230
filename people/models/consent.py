"""What people agreed to, in which words, when and how."""

from django.conf import settings
from django.db import models

from design_system.constraints import only_known_values

from .persons import Person


class ConsentWordingQuerySet(models.QuerySet):
    def current(self, purpose):
        """The newest wording for a purpose. Raises ConsentWording.DoesNotExist if there is none."""
        return self.filter(purpose=purpose).order_by("-version")[:1].get()


@only_known_values
class ConsentWording(models.Model):
    """The exact words of a consent. Words never change: a new version is a new row."""

    class Purpose(models.TextChoices):
        REGISTER = "register", "To be on the register and be contacted about involvement"
        GUARDIAN = "guardian", "A parent's or carer's agreement for someone under the age limit"

    purpose = models.CharField(max_length=20, choices=Purpose)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConsentWordingQuerySet.as_manager()

    class Meta:
        ordering = ["purpose", "-version"]
        constraints = [models.UniqueConstraint("purpose", "version", name="consent_wording_unique")]

    def __str__(self):
        return f"{self.purpose} version {self.version}"


@only_known_values
class Consent(models.Model):
    """One consent given or withdrawn. Rows are added, never changed: the newest one holds."""

    class How(models.TextChoices):
        ONLINE = "online", "Online"
        PHONE = "phone", "By phone"
        PAPER = "paper", "On paper"

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    wording = models.ForeignKey(ConsentWording, models.PROTECT, related_name="consents")
    given = models.BooleanField()
    how = models.CharField(max_length=10, choices=How)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.person} {self.wording} {'given' if self.given else 'withdrawn'}"
