"""Words that members choose from: offered, retired, and of a level."""

from django.utils import timezone

from tests.factories.people import TermFactory


def make():
    """Objects by name, for addresses."""
    offered = TermFactory(label="Laying tables")
    retired = TermFactory(label="Folding napkins", retired_at=timezone.now())
    return {
        "words": {"kind": "skill", "code": offered.code},
        "retired words": {"kind": "skill", "code": retired.code},
        "words of a level": {"kind": "level", "code": "involvement"},
    }
