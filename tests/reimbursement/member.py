"""A member at their claims, and what they upload."""

import io
import re

from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from reimbursement import actions
from reimbursement.models import Choice
from tests.factories.people import MemberFactory
from tests.factories.reimbursement import PartFactory


def signed_in(client, name="Jo Carer"):
    """A member, as whom `client` is signed in."""
    member = MemberFactory(person__signs_in=True, person__name=name)
    client.force_login(member.person.user)
    return member


def claim_of(member, policy, what=Choice.What.EXPENSES, **facts):
    """The claim that attendance drafted for `member`, who chose `what` (None for nothing yet)."""
    part = PartFactory(member=member, **facts)
    if what:
        actions.choose_payment(member=member, what=what, guidance=policy, by=None)
    return actions.draft_claim(involvement=part, by=None)


def photo(name="ticket.jpg", colour="white", size=(60, 40)):
    """A photograph as a phone uploads it."""
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG")
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/jpeg")


def words(response):
    """The text of a page, in one line."""
    text = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", text)).replace("&#x27;", "'")


def said(response):
    """The messages that an answer leaves for the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def problems(response):
    """The sentences of the error summary."""
    assert response.status_code == 200, response.status_code
    return [message for _, message in response.context["form"].error_summary]
