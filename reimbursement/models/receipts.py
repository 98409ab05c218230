"""What shows that money was spent: a photograph or PDF."""

from django.conf import settings
from django.db import models

from design_system.constraints import only_known_values

from .claims import Claim, Line


@only_known_values
class Receipt(models.Model):
    """A photograph or PDF that goes with a claim. What it shows is in its ReceiptFile."""

    class MediaType(models.TextChoices):
        JPEG = "image/jpeg", "Photograph"
        PDF = "application/pdf", "PDF"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="receipts")
    line = models.ForeignKey(Line, models.SET_NULL, null=True, blank=True, related_name="receipts")
    media_type = models.CharField(max_length=20, choices=MediaType)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, which knows it again
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.claim} receipt {self.pk}"

    @property
    def download_name(self):
        """The name under which it is saved by whoever may read it."""
        ending = {"image/jpeg": "jpg", "application/pdf": "pdf"}[self.media_type]
        return f"{self.claim.reference}-receipt-{self.pk}.{ending}"


class ReceiptFile(models.Model):
    """The bytes of a receipt, apart, so that no list reads them. They come and go with its row."""

    receipt = models.OneToOneField(Receipt, models.CASCADE, related_name="file")
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.receipt} file"
