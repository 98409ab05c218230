"""Who may do what with an opportunity. None means yes; a sentence says why not, and is shown.

Opportunities that someone may not know of at all are left out by `Opportunity.visible_to`.
A `user` of None is the system: it may do all, so what is left is what the state allows. The actions
ask in that way, so that page and refusal say the same.
"""

from django.utils import timezone

from organisation.models import Service
from people.models import Member

from .invitations import answer_by
from .messages import contact
from .models import Application, Opportunity
from .wording import day, last_day

Status = Opportunity.Status
MOST_DATES = 100  # a weekly group for almost two years
NO_DATE = "Please give the day and the time among the facts first."
GONE = "This opportunity is not on our website any more. You can look at other opportunities."


def services_for(user):
    """The services whose opportunities `user` may prepare, as a QuerySet of Service."""
    if user is None or user.has_perm("opportunities.run_opportunities"):
        return Service.objects.all()
    return user.services_led() if user.is_authenticated else Service.objects.none()


def why_not_use_facts(user, thing=None):
    """Whether `user` prepares opportunities at all: the PE team, and who leads a service today."""
    if services_for(user).exists():
        return None
    return "Facts of opportunities are for the Patient Experience team and service leads."


def why_not_change_facts(user, opportunity):
    """Whether `user` may change the facts and criteria of `opportunity`."""
    if not services_for(user).filter(pk=opportunity.service_id).exists():
        return "You can only change opportunities of services that you lead."
    if opportunity.status == Status.CANCELLED:
        return "This opportunity was cancelled, so it can no longer be changed."
    return None


def why_not_make_ready(user, opportunity):
    """Whether `user` may say that the facts of `opportunity` are ready."""
    if why_not := why_not_change_facts(user, opportunity):
        return why_not
    if opportunity.status == Status.OPEN:
        return "The facts are already marked as ready."
    if opportunity.status != Status.DRAFT:
        return "Only facts that are being prepared can be marked as ready."
    if missing := opportunity.missing_facts():
        return f"These facts are still missing: {', '.join(missing)}."
    return _why_full(opportunity)


def why_not_go_back_to_draft(user, opportunity):
    """Whether `user` may take `opportunity` back into preparation."""
    if why_not := why_not_change_facts(user, opportunity):
        return why_not
    if opportunity.status != Status.OPEN:
        return "Only facts that are marked as ready can go back to being prepared."
    if is_published(opportunity):
        return "Its page is published. Ask the comms team to unpublish it, or close it early."
    if opportunity.applications.in_hand().exists():
        return "People have applied or were asked, and wait for it. Close it early, or cancel it."
    return None


def why_not_close(user, opportunity):
    """Whether `user` may close `opportunity` before its closing date."""
    if why_not := why_not_change_facts(user, opportunity):
        return why_not
    if opportunity.status not in {Status.OPEN, Status.FILLED}:
        return "Only an opportunity that is open can be closed."
    return None


def why_not_reopen(user, opportunity):
    """Whether `user` may open `opportunity` again."""
    if why_not := why_not_change_facts(user, opportunity):
        return why_not
    if opportunity.status != Status.CLOSED:
        return "Only an opportunity that was closed early can be opened again."
    return _why_full(opportunity)


def why_not_cancel(user, opportunity):
    """Whether `user` may cancel `opportunity` for good."""
    if not services_for(user).filter(pk=opportunity.service_id).exists():
        return "You can only cancel opportunities of services that you lead."
    if opportunity.status == Status.CANCELLED:
        return "This opportunity was cancelled before."
    return None


def why_not_see_shortlist(user, opportunity):
    """Whether `user` may see the whole register ranked for `opportunity`: only the PE team may."""
    if user.has_perm("people.see_register"):
        return None
    return "The shortlist is for the Patient Experience team."


def why_not_see_placed(user, opportunity):
    """Whether `user` may see who has a place on `opportunity`, and what they need to know."""
    if user.has_perm("people.see_register"):
        return None
    if user.is_authenticated and user.services_led().filter(pk=opportunity.service_id).exists():
        return None
    return "You can only see the people placed with services that you lead."


def why_not_record_attendance(user, opportunity):
    """Whether `user` may say who came to the dates of `opportunity`, cancelled or not."""
    if user is not None and why_not_see_placed(user, opportunity):
        return "Who came is for the Patient Experience team and the service's lead to say."
    return None


def why_too_early(activity):
    """Whether `activity` is such that nobody can have come yet."""
    if activity.starts_at is None:
        return NO_DATE
    if activity.starts_at > timezone.now():
        return "This has not started yet. You can say who came once it has."
    return None


def why_not_add_date(user, opportunity):
    """Whether `user` may add another date on which the same people take part."""
    if why_not := why_not_record_attendance(user, opportunity):
        return why_not
    if opportunity.status == Status.CANCELLED:
        return "This opportunity was cancelled, so it can have no more dates."
    starts = list(opportunity.activities.values_list("starts_at", flat=True))
    if not starts or None in starts:
        return NO_DATE
    if len(starts) >= MOST_DATES:
        return f"This opportunity has {MOST_DATES} dates already, and cannot have more."
    return None


def why_not_publish(user, page):
    """Whether `user` may publish `page` (an OpportunityPage): words and facts must be complete."""
    if user is not None and not page.permissions_for_user(user).can_publish():
        return "Only a publisher of the communications team can publish this page."
    return page.why_incomplete()


def is_published(opportunity):
    """Whether the public can read the page of `opportunity`."""
    return Opportunity.objects.published().filter(pk=opportunity.pk).exists()


# --- What becomes of somebody's interest ------------------------------------------------------
def why_not_express_interest(user, opportunity):
    """Whether `user` may say now that they are interested in `opportunity`."""
    if why_not := _why_closed(opportunity):
        return f"{why_not} {_next_step(opportunity)}"
    return why_not_take_part(user.person) if user is not None else None


def why_not_take_part(person):
    """Whether `person` (a Person) can be considered at all; said to themselves."""
    member = getattr(person, "member", None)
    if member is None or member.status == Member.Status.LEFT:
        return "You are not on our register yet. Please join first, then tell us again."
    if member.status == Member.Status.JOINING:
        return "Please confirm your email address first. Sign in with the code that we send you."
    if member.status == Member.Status.PAUSED:
        return (
            "You are taking a break. Tell us on “My involvement” that you are back, then try again."
        )
    return None


def why_not_ask(person):
    """Whether the team may invite or place `person` (a Person); said to the team."""
    member = getattr(person, "member", None)
    if member is None or member.status == Member.Status.LEFT:
        return "This person is not on the register."
    if member.status == Member.Status.JOINING:
        return "This person has not confirmed their email address yet."
    if member.status == Member.Status.PAUSED:
        return "This person is taking a break."
    return None


def why_not_decide(user, opportunity):
    """Whether `user` may invite, place or turn down people for `opportunity`."""
    if user is not None and (why_not := why_not_see_shortlist(user, opportunity)):
        return why_not
    if opportunity.status == Status.DRAFT:
        return "The facts of this opportunity are not marked as ready, so nobody can be asked yet."
    if opportunity.status == Status.CANCELLED:
        return "This opportunity was cancelled, so nobody can be asked any more."
    return None


def why_not_withdraw(user, application):
    """Whether `user` may withdraw `application`: the person themselves, or the PE team for them."""
    if not _is_own(user, application) and why_not_see_shortlist(user, application.opportunity):
        return "You can only withdraw your own interest."
    if application.status == Application.Status.TOOK_PART:
        return "This is over already, so there is nothing to withdraw from."
    if Application.Status.WITHDRAWN not in Application.TRANSITIONS[application.status]:
        return "There is nothing to withdraw from any more."
    return None


def why_not_answer_invitation(user, application, accepts=True):
    """Whether `application` can be answered: by its signed link (`user` is None) or by the team.

    The team may write down an answer that came late, by phone or in the post. A "no" (`accepts`
    False) is taken even when all places are gone.
    """
    opportunity = application.opportunity
    if user is not None and not _is_own(user, application):
        return why_not_see_shortlist(user, opportunity) or why_nothing_to_answer(application)
    if application.status != Application.Status.INVITED:
        return _why_answered(application)
    if opportunity.status == Status.CANCELLED:
        return "This opportunity was cancelled. We are sorry. You do not need to do anything."
    if (
        opportunity.status == Status.CLOSED
        and opportunity.status_changed_at > application.invited_at
    ):
        return "This opportunity has closed since we asked you."
    if accepts and opportunity.is_full:
        return "All the places have been taken since we asked you. Thank you for thinking about it."
    if timezone.now() >= answer_by(application):
        return f"This invitation ended on {last_day(answer_by(application))}."
    return None


def why_nothing_to_answer(application):
    """Whether `application` waits for an answer at all; said to the team."""
    if application.opportunity.status == Status.CANCELLED:
        return "This opportunity was cancelled."
    if application.status != Application.Status.INVITED:
        label = application.get_status_display().lower()
        return f"This person is marked as “{label}”, not as invited."
    return None


def _why_full(opportunity):
    if not opportunity.is_full:
        return None
    return "All places are taken. Add places before you open it."


def _is_own(user, application):
    # A visitor has no key, and neither has somebody without a login: they are not the same.
    return user is None or (user.is_authenticated and user.pk == application.person.user_id)


def _why_answered(application):
    return {
        Application.Status.ACCEPTED: "You have already said yes to this. Thank you.",
        Application.Status.PLACED: "You already have a place. Thank you.",
        Application.Status.DECLINED: "You have already said no to this. Thank you for telling us.",
        Application.Status.WITHDRAWN: "You told us that you do not want to take part in this.",
    }.get(application.status, "This invitation is no longer open.")


def _why_closed(opportunity):
    Standing, standing = Opportunity.Standing, opportunity.standing()
    if not is_published(opportunity):
        return "This opportunity is not on our website any more."
    if standing == Standing.OPENS_LATER:
        return f"This opportunity opens on {day(opportunity.opens_at)}."
    if standing == Standing.CLOSED and opportunity.status == Status.CLOSED:
        return f"This opportunity closed early, on {day(opportunity.status_changed_at)}."
    if standing == Standing.CLOSED:
        return f"This opportunity closed on {last_day(opportunity.closes_at)}."
    return {
        Standing.FILLED: "All the places on this opportunity are taken.",
        Standing.CANCELLED: "This opportunity was cancelled.",
        Standing.NOT_READY: "This opportunity is not open at the moment.",
    }.get(standing)


def _next_step(opportunity):
    return f"You can look at other opportunities, or ask {contact(opportunity)}."
