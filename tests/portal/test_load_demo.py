"""The demo as it is loaded: everything there is, once, through the actions."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import TestCase, override_settings
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from cafes.models import Booking, Cafe, LeftOutDay, Session
from feedback.models import Action, Point, StoryPage
from home.models import HelpSettings, SiteSettings
from involvement.models import Involvement
from opportunities.models import Application, Opportunity, OpportunityPage
from organisation.models import Locality
from outbox.models import Message
from people.models import Channel, Consent, Member, Person, TaskAnswer, Term, User
from portal.management.commands.demo import LOGINS
from reimbursement.models import Claim, Policy
from reimbursement.permissions import why_not_agree_second
from tests.portal.demo_shape import shape

MARCH, OCTOBER = datetime.date(2019, 3, 1), datetime.date(2019, 10, 1)


def values(queryset, field):
    return set(queryset.values_list(field, flat=True))


@pytest.mark.django_db
def test_demo_data_is_refused_outside_the_demo():
    with pytest.raises(CommandError) as refusal:
        call_command("load_demo")

    assert str(refusal.value) == (
        "Demo data is loaded with demo settings only, never on a real site."
    )
    assert (Person.objects.count(), Opportunity.objects.count()) == (0, 0)


@override_settings(DEMO=True)
class LoadedDemo(TestCase):
    """One loaded demo, read by each test."""

    @classmethod
    def setUpTestData(cls):
        call_command("load_demo", verbosity=0)

    def test_a_second_run_changes_nothing(self):
        before = shape()
        call_command("load_demo", verbosity=0)

        assert shape() == before

    def test_a_budget_that_does_not_cover_a_page_can_be_seen(self):
        page = OpportunityPage.objects.get(slug="complaints-peer-review")

        assert "cost centre SAMPLE-4020" in "".join(page.warnings())

    def test_every_state_is_there(self):
        found = {
            Member.Status: values(Member.objects, "status"),
            Member.Origin: values(Member.objects, "origin"),
            Channel: values(Person.objects, "preferred_channel"),
            Consent.How: values(Consent.objects, "how"),
            Opportunity.Status: values(Opportunity.objects, "status"),
            Application.Status: values(Application.objects, "status"),
            Application.Origin: values(Application.objects, "origin"),
            Involvement.Status: values(Involvement.objects, "status"),
            Action.Status: values(Action.objects, "status"),
            Message.Status: values(Message.objects, "status"),
            Cafe.Status: values(Cafe.objects, "status"),
            Cafe.Kind: values(Cafe.objects, "kind"),
            Session.Status: values(Session.objects, "status"),
            Booking.Status: values(Booking.objects, "status"),
            Booking.How: values(Booking.objects, "how"),
            TaskAnswer.Task: values(TaskAnswer.objects, "task"),
        }

        assert found == {choices: set(choices.values) for choices in found}
        assert values(Consent.objects, "given") == {True, False}

    def test_members_come_from_everywhere_in_every_way(self):
        members = Member.objects.all()
        paused = members.filter(status=Member.Status.PAUSED)
        tasks = {member.task_answers.count() for member in members}

        assert members.count() == 300
        assert values(members, "locality__slug") - {None} == values(Locality.objects, "slug")
        assert {until is None for until in values(paused, "paused_until_date")} == {True, False}
        assert values(members, "over_minimum_age") == {True, False}
        assert tasks >= {0, 4, 8}
        assert values(members, "own_limit") >= {None, 1, 2, 3}
        assert values(Person.objects, "needs__kind") >= {
            Term.Kind.COMMUNICATION_NEED,
            Term.Kind.ACCESS_NEED,
        }

    def test_nobody_is_on_the_register_before_their_email_is_confirmed(self):
        joining = Member.objects.filter(status=Member.Status.JOINING)
        confirmed = joining.filter(person__user__emailaddress__verified=True)

        assert (joining.count(), confirmed.count()) == (3, 0)

    def test_opportunities_stand_in_every_light(self):
        every = Opportunity.objects.all()
        pages = OpportunityPage.objects.all()

        assert (every.count(), every.open().published().count()) == (21, 13)
        assert values(every.open(), "level__code") == {
            "individual",
            "involvement",
            "collaboration",
        }
        assert values(every, "category") == {"open_access", "one_off", "regular", "expert"}
        assert values(every.filter(locality=None), "online") == {True, False}
        assert values(pages.filter(live=False), "slug") == {
            "friends-and-family-test",
            "patient-and-carer-experience-group",
        }

    def test_ten_stories_are_told_and_nothing_of_them_identifies_anyone(self):
        told = Point.objects.filter(stories__live=True).distinct()

        assert StoryPage.objects.live().count() == 10
        assert (told.count(), told.fit_to_publish().count()) == (16, 16)
        assert values(told, "source_kind") == {"published"}
        assert Message.objects.filter(purpose="new-story").count() == 1
        assert Point.objects.to_look_at().count() == 1
        assert Point.objects.filter(actions=None).count() == 1

    def test_what_the_plan_only_promises_is_never_told_as_done(self):
        told = Action.objects.filter(stories__live=True).distinct()
        done = told.filter(status=Action.Status.DONE)

        assert values(told, "status") == {"will", "doing", "done"}
        assert set(done.values_list("what", "done_date")) == {
            ("Café conversations with patients and carers about what matters to them", MARCH),
            (
                "A second café conversation, with partner organisations too, "
                "to ask if our ideas were the right ones",
                OCTOBER,
            ),
            (
                "A check of ourselves, between May and September 2019. "
                "We scored between 2 and 2.8 out of 5",
                datetime.date(2019, 9, 30),
            ),
            (
                "Talks with staff about how they involve people, and what help they need",
                datetime.date(2019, 9, 1),
            ),
        }

    def test_cafés_stand_in_every_light(self):
        sessions, coming = Session.objects.all(), Session.objects.coming()
        channels = values(Booking.objects.filter(how="guest"), "person__preferred_channel")

        assert values(coming, "cafe__slug") == {"recovery-cafe", "involvement-cafe"}
        assert coming.filter(places_taken=F("capacity")).count() == 1
        assert coming.filter(moved_at__isnull=False, activity__online=False).count() == 1
        assert values(sessions.without_attendance(), "cafe__slug") == {"involvement-cafe"}
        assert values(sessions.filter(bookings__status="attended"), "cafe__kind") == {
            "recovery",
            "involvement",
            "other",
        }
        assert LeftOutDay.objects.count() == 1
        assert channels == set(Channel.values)

    def test_lists_of_the_team_have_something_on_them(self):
        assert Message.objects.to_print().count() > 0
        assert Message.objects.to_call().count() > 0
        assert Message.objects.filter(status=Message.Status.UNCERTAIN).count() == 1

    def test_mina_is_invited_and_has_a_place(self):
        mina = User.objects.get(email="mina.member@example.org").person
        stands = dict(mina.applications.values_list("opportunity__slug", "status"))

        assert mina.member.task_answers.count() == 8
        assert stands == {
            "peoples-council": "invited",
            "recovery-cafe-hosts": "placed",
            "care-planning-guidance": "took_part",
            "complaints-peer-review": "not_this_time",
            "reading-group": "withdrawn",
        }

    def test_claims_stand_in_every_light_and_are_paid_by_the_sample_policies(self):
        approved = Claim.objects.filter(status="approved")

        assert values(Claim.objects, "status") == {
            "draft",
            "sent",
            "second",
            "returned",
            "approved",
            "refused",
        }
        assert values(
            approved.filter(lines__amount_approved=0), "involvement__member__person__name"
        )
        assert approved.count() == 2
        assert values(Claim.objects, "policy__title") <= values(Policy.objects, "title")
        assert Policy.objects.in_force().count() == 2
        assert Policy.objects.on(timezone.localdate()).title.startswith("Sample policy 2")

    def test_a_claim_waits_for_the_second_budget_holder_and_no_other(self):
        claim = Claim.objects.get(status="second")
        able = [
            login
            for login in LOGINS.values()
            if not why_not_agree_second(User.objects.get(email=login), claim)
        ]

        assert able == ["budget.second@example.org"]

    def test_a_lead_sees_people_placed_with_both_services(self):
        lead = User.objects.get(email="service.lead@example.org")
        seen = Application.objects.visible_to(lead)

        assert values(seen, "opportunity__service__slug") == {
            "recovery-and-collaborative-care-planning",
            "bradgate-unit-involvement-centre",
        }

    def test_the_past_lies_in_the_past_and_is_logged(self):
        first = ModelLogEntry.objects.filter(action="people.join_register").earliest("timestamp")
        published = PageLogEntry.objects.filter(action="wagtail.publish")

        assert first.timestamp == Member.objects.earliest("joined_at").joined_at
        assert published.count() >= OpportunityPage.objects.live().count() == 19

    def test_the_site_says_whose_demo_it_is(self):
        site, help_now = SiteSettings.load(), HelpSettings.load()

        assert site.organisation_name == "Leicestershire Partnership NHS Trust (demo)"
        assert (site.team_phone, help_now.pals_phone) == ("07700 900101", "07700 900190")
