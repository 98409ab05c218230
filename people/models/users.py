"""Logins, and what a member of staff may see because of the service they lead."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from design_system.constraints import only_known_values
from organisation.models import Directorate, Service


class UserManager(BaseUserManager):
    """Logins are known by email and have no password: a code is sent each time."""

    use_in_migrations = True

    def create_user(self, email, **fields):
        """Return a new user for `email` (kept in lower case), with an unusable password."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email, **fields):
        return self.create_user(email, is_staff=True, is_superuser=True, **fields)

    def staff(self):
        """Logins of people who work here: in a group, with a role, or administrators."""
        works_here = Q(groups__isnull=False) | Q(is_superuser=True)
        works_here |= Q(service_roles__in=ServiceRole.objects.active())
        return self.filter(works_here, is_active=True).distinct()

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A login. Members and staff alike sign in with an emailed code."""

    username = None
    email = models.EmailField("email address", unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self):
        return f"U-{self.pk:05d}" if self.pk else "U-new"

    @property
    def called(self):
        """What colleagues know this user by: a name, or the email address where there is none."""
        return self.get_full_name() or self.email

    def has_usable_password(self):
        """Nobody signs in with a password, however the login was made (Wagtail leaves it empty)."""
        return False

    def services_led(self):
        """The services that this user leads today, as a QuerySet of Service."""
        return self._services(ServiceRole.Role.LEAD)

    def budgets_held(self):
        """The services whose money this user decides about today, as a QuerySet of Service."""
        return self._services(ServiceRole.Role.BUDGET_HOLDER)

    def _services(self, role):
        roles = self.service_roles.active().filter(role=role)
        return Service.objects.filter(
            Q(pk__in=roles.values("service")) | Q(directorate__in=roles.values("directorate"))
        )


class ServiceRoleQuerySet(models.QuerySet):
    def active(self, on=None):
        """Roles held on the day `on` (today unless given)."""
        day = on or timezone.localdate()
        return self.filter(Q(from_date__lte=day), Q(to_date=None) | Q(to_date__gte=day))


@only_known_values
class ServiceRole(models.Model):
    """What a user is to a service, or to every service of a directorate, between two days."""

    class Role(models.TextChoices):
        LEAD = "lead", "Service lead"
        BUDGET_HOLDER = "budget_holder", "Budget holder"

    user = models.ForeignKey(User, models.CASCADE, related_name="service_roles")
    role = models.CharField(max_length=13, choices=Role, default=Role.LEAD)
    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True)
    directorate = models.ForeignKey(Directorate, models.CASCADE, null=True, blank=True)
    from_date = models.DateField("from", default=timezone.localdate)
    to_date = models.DateField("to", null=True, blank=True)

    objects = ServiceRoleQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(service=None, directorate__isnull=False)
                | Q(service__isnull=False, directorate=None),
                name="service_role_for_service_or_directorate",
                violation_error_message=(
                    "Choose a service or a directorate, and only one of them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="service_role_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.role} {self.service or self.directorate}"
