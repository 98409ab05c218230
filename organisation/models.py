"""The trust as its members meet it: directorates, services, places."""

from django.db import models


class Directorate(models.Model):
    """A part of the trust that pays for what its services do."""

    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Service(models.Model):
    """A service that involves people, with the cost centre that pays and a contact who answers."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    directorate = models.ForeignKey(Directorate, models.PROTECT, related_name="services")
    cost_centre = models.CharField(max_length=20, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Locality(models.Model):
    """An area that people recognise as where they live or can get to, such as Charnwood."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "localities"

    def __str__(self):
        return self.name


class Site(models.Model):
    """A building where something can happen."""

    name = models.CharField(max_length=120, unique=True)
    address = models.CharField(max_length=255)
    postcode = models.CharField(max_length=8)
    locality = models.ForeignKey(Locality, models.PROTECT, related_name="sites")
    access = models.TextField(blank=True, help_text="Step-free access, parking, toilets, buses.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def in_full(self):
        """Name, address and postcode in one line."""
        return f"{self.name}, {self.address}, {self.postcode}"
