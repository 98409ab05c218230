"""How often one connection may make work that somebody does by hand: a call, a letter."""

from allauth.core import ratelimit

from design_system.refusals import Refusal


class CannotAskNow(Refusal):
    """So many calls and letters were asked for from one connection that it looks like a machine."""


def count_request(request):
    """Count one more from where `request` comes from. Raises CannotAskNow (settings say when)."""
    if not ratelimit.consume(request, action="ask_by_hand"):
        raise CannotAskNow(
            "We have had many requests from your internet connection. Wait an hour, then try "
            "again, or ring us. Your answers are still here."
        )
