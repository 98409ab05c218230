"""What stands on every page: the trust's name, and where to get help now."""

from django.db import models
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="site")
class SiteSettings(BaseGenericSetting):
    """The trust's name and how to reach the involvement team."""

    organisation_name = models.CharField(max_length=120, blank=True)
    team_name = models.CharField(max_length=120, default="Patient Experience and Involvement team")
    team_email = models.EmailField(blank=True)
    team_phone = models.CharField(max_length=20, blank=True)
    team_address = models.TextField(blank=True)

    class Meta:
        verbose_name = "Trust and team"


@register_setting(icon="help")
class HelpSettings(BaseGenericSetting):
    """The "Get help now" section. The national numbers are filled in; the local ones are edited."""

    crisis_name = models.CharField(max_length=120, default="NHS 111, mental health option")
    crisis_phone = models.CharField(max_length=20, default="111")
    crisis_text = models.CharField(
        max_length=300,
        default="If you or someone else needs urgent mental health help, call 111 and choose "
        "option 2, any time of day or night.",
    )
    urgent_name = models.CharField(max_length=120, default="Samaritans")
    urgent_phone = models.CharField(max_length=20, default="116 123")
    urgent_text = models.CharField(
        max_length=300,
        default="If you need to talk to someone, call Samaritans free, any time of day or night.",
    )
    pals_name = models.CharField(
        max_length=120, default="Patient Advice and Liaison Service (PALS)"
    )
    pals_phone = models.CharField(max_length=20, blank=True)
    pals_email = models.EmailField(blank=True)
    pals_text = models.CharField(
        max_length=300,
        default="If you have a concern about your care or someone else's, PALS can help you.",
    )

    class Meta:
        verbose_name = "Get help now"
