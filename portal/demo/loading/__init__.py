"""The demo data, step by step. Each piece is one transaction: whole, or made by the next run."""

from django.utils import timezone

from people.models import User

from .applications import load_applications
from .before import load_before
from .budgets import load_budgets
from .cafes import load_cafes
from .claims import load_claims
from .endings import load_endings
from .members import load_members
from .opportunities import load_opportunities
from .organisation import load_organisation
from .outbox import load_outbox
from .policies import load_policies
from .requests import load_requests
from .site import load_site
from .staff import load_staff
from .stories import load_stories


def load(*, say):
    """Add what is missing of the demo; `say` is called with a line about each step."""
    today = timezone.localdate()
    load_organisation()
    load_staff()
    load_site(User.objects.get(email="administrator@example.org"))
    team = User.objects.get(email="pe.team@example.org")
    say("Services, places and colleagues are there.")
    load_members(today, team)
    load_requests(today)
    say("Three hundred members have joined; five more people asked for a call or a form.")
    load_opportunities(today, team)
    say("The opportunities of the plan have their facts and their pages.")
    load_stories(today, team)
    say("Ten stories tell what people said in the plan, and how it was answered.")
    load_policies(today, team)
    load_budgets(today, team)
    say("Two sample policies say what is paid, and each cost centre has a budget.")
    load_applications(today, team)
    load_claims(team)
    load_before(team)
    load_cafes(today, team)
    say("Two cafés meet, and people have booked.")
    load_outbox(today, team)  # nobody is told anything after they left
    load_endings(today, team)
    say("People have applied, were invited, have places and took part.")
    load_outbox(today, team)
    say("Messages of the past have gone out; those of today wait.")
