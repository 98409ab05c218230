"""The pages of opportunities, drafted and published through Wagtail as an editor would."""

from opportunities.models import OpportunityIndexPage, OpportunityPage
from people.models import User

from .files import read
from .words import rich_text

PARTS = ("purpose", "what_you_would_do", "support_and_access", "how_you_will_hear_back")


def load_page(opportunity, facts):
    """Draft the page of `opportunity`, and publish it if the `facts` say so."""
    editor, publisher = (
        User.objects.get(email=f"{name}@example.org") for name in ("editor", "publisher")
    )
    page = OpportunityPage(
        title=facts["title"],
        slug=facts["slug"],
        opportunity=opportunity,
        summary=facts["summary"],
        search_description=facts["summary"],
        payment_and_expenses=rich_text(read("payment")[facts["payment"]]),
        owner=editor,
        live=False,
        **{part: rich_text(facts[part]) for part in PARTS},
    )
    OpportunityIndexPage.objects.get().add_child(instance=page)
    revision = page.save_revision(user=editor, log_action=True)
    if facts["page"] == "published":
        revision.publish(user=publisher)
