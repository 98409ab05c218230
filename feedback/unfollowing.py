"""The signed link by which someone stops following a topic, signed in or not.

It holds the number of the following and names nobody. It dies with it.
"""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from feedback.models import Following

_signer = Signer(salt="feedback.following", sep="~")


def path_of(following):
    """The address (a path) at which `following` is ended."""
    return reverse("feedback:topic-leave", args=[_signer.sign(str(following.pk))])


def is_ours(token):
    """Whether we made `token`, whatever became of its following."""
    try:
        _signer.unsign(token)
    except BadSignature:
        return False
    return True


def find(token):
    """The Following that a token was made for, or None where it has ended."""
    number = _signer.unsign(token)
    return Following.objects.filter(pk=number).select_related("theme").first()
