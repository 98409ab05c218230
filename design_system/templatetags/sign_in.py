"""`{% load sign_in %}`: what the sign-in pages and emails say about the code."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def code_minutes():
    """Return for how many whole minutes a sign-in code works, as text: mails are not escaped."""
    return str(settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60)
