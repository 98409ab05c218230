"""What every screen of the outbox begins with."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404

from outbox.models import Message
from outbox.permissions import why_not_handle_messages

PER_PAGE = 25  # as many letters as weasyprint sets within a second or two


def messages_for(user):
    """The messages that `user` may see, with all that a screen shows of each.

    Raises PermissionDenied for whoever may not handle messages.
    """
    if why_not := why_not_handle_messages(user):
        raise PermissionDenied(why_not)
    seen = Message.objects.visible_to(user).select_related("person")
    return seen.prefetch_related("person__needs")


def message_for(user, pk):
    """One message, or Http404."""
    return get_object_or_404(messages_for(user), pk=pk)


def page_of(rows, request):
    """The page of `rows` that is asked for; the nearest one where there is no such page."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
