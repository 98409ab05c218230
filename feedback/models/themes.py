"""What feedback is about, by the patient-experience framework of the NHS."""

from django.db import models


class ThemeQuerySet(models.QuerySet):
    def public(self):
        """Without those that stand for "no theme"."""
        return self.filter(is_public=True)


class Theme(models.Model):
    """One sub-category of the framework, with the words by which the public knows it."""

    code = models.SlugField(max_length=40, unique=True)
    category = models.CharField(max_length=80)
    subcategory = models.CharField(max_length=80, unique=True)
    label = models.CharField(max_length=80, unique=True)
    description = models.CharField(max_length=160, blank=True)
    is_public = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "label"]

    def __str__(self):
        return self.label
