"""The mailbox page, which only demo settings have an address for."""

from django.shortcuts import render

from .mailbox import newest_mails


def mailbox(request):
    return render(request, "portal/demo_mailbox.html", {"mails": newest_mails()})
