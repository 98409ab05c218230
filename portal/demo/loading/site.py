"""The trust's name and how to reach the team, as an administrator fills them in."""

from django.db import transaction
from wagtail.log_actions import log

from home import models

from .files import read


@transaction.atomic
def load_site(administrator):
    """Fill in settings that are still blank."""
    for name, facts in read("site").items():
        settings = getattr(models, name).load()
        blank = {field: words for field, words in facts.items() if not getattr(settings, field)}
        for field, words in blank.items():
            setattr(settings, field, words)
        if blank:
            settings.save()
            log(settings, "wagtail.edit", user=administrator)
