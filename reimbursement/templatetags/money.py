"""`{% load money %}`: pounds as people read them."""

from django import template

from reimbursement import rates

register = template.Library()


@register.filter
def money(pounds):
    """£6.30 for a Decimal; nothing yet is £0.00."""
    return rates.money(pounds or rates.NONE)
