"""Saying that one is interested, and withdrawing: pages of a member's own."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from design_system.refusals import Refusal
from opportunities import actions
from opportunities.forms import InterestForm
from opportunities.models import Application, Opportunity
from opportunities.permissions import GONE, why_not_express_interest
from people.models import Member
from people.views import MemberFormView, MemberView

# Where someone was before they had to sign in or join: the page that they come back to.
WAITING = "opportunity_waiting"
IN_HAND_NO_MORE = {Application.Status.DECLINED, Application.Status.WITHDRAWN}


class Create(MemberFormView):
    """One page with one optional question. Who has not joined is shown how, and led back here."""

    form_class = InterestForm
    template_name = "opportunities/interest_create.html"
    opportunity = application = None

    def dispatch(self, request, *args, slug, **kwargs):
        opportunities = Opportunity.objects.published().select_related("page")
        self.opportunity = opportunities.filter(slug=slug).first()
        if request.method != "POST" and not _is_member(request.user):
            if self.opportunity is None:
                raise Http404
            return self._ask_to_join()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if self.opportunity is None:
            return self._gone()
        self.application = self._application()
        if self.application and self.application.status not in IN_HAND_NO_MORE:
            context = self.get_context_data(note=self._kept_note(), form=None)
            return render(request, "opportunities/interest_already.html", context)
        if refusal := why_not_express_interest(request.user, self.opportunity):
            return self._refused(refusal, note=self._kept_note())
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        if self.opportunity is None:
            return self._refused(GONE, note=form.cleaned_data["note"])
        try:
            actions.express_interest(
                opportunity=self.opportunity,
                person=self.member.person,
                note=form.cleaned_data["note"],
                by=self.request.user,
            )
        except Refusal as refusal:
            return self._refused(str(refusal), note=form.cleaned_data["note"])
        self.request.session.pop(WAITING, None)
        return redirect("opportunities:interest-show", self.opportunity.slug)

    def get_context_data(self, **kwargs):
        page_url = self.opportunity.page.url if self.opportunity else "/opportunities/"
        known = {
            "opportunity": self.opportunity,
            "application": self.application,
            "back_url": page_url,
        }
        return super().get_context_data(**(known | kwargs))

    def _application(self):
        mine = self.opportunity.applications.filter(person=self.member.person)
        return mine.select_related("opportunity").first()

    def _kept_note(self):
        """What was written while signed out, if anything; None where nothing was sent."""
        kept = self.kept_answers()
        return None if kept is None else kept.get("note", "")

    def _gone(self):
        note = self._kept_note()
        if note is None:
            raise Http404
        return self._refused(GONE, note=note)

    def _refused(self, refusal, note=""):
        context = self.get_context_data(refusal=refusal, note=note, form=None)
        status = 409 if self.request.method == "POST" else 200
        return render(self.request, "opportunities/interest_refused.html", context, status=status)

    def _ask_to_join(self):
        """How to join or sign in: nothing is remembered until somebody goes on to join."""
        path = reverse("opportunities:interest-create", args=[self.opportunity.slug])
        if "join" in self.request.GET:
            self.request.session[WAITING] = {"path": path, "title": self.opportunity.title}
            return redirect("home:join-start")
        context = {"opportunity": self.opportunity, "path": path}
        return render(self.request, "opportunities/interest_start.html", context)


class Show(MemberView, View):
    """What happens next, for someone who has just said that they are interested."""

    def get(self, request, slug):
        application = _own(self.member, slug)
        context = {"application": application, "opportunity": application.opportunity}
        return render(request, "opportunities/interest_show.html", context)


class Withdraw(MemberView, View):
    """One button on "My involvement"."""

    def post(self, request, slug):
        application = _own(self.member, slug)
        try:
            actions.withdraw(application=application, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                f"You have withdrawn from “{application.opportunity.title}”. "
                "If that was a mistake, you can tell us again under “Where your interests stand”.",
            )
        return redirect("home:involvement-show")


def _own(member, slug):
    return get_object_or_404(
        Application.objects.select_related("opportunity", "person"),
        opportunity__slug=slug,
        person=member.person,
    )


def _is_member(user):
    here = set(Member.Status) - {Member.Status.LEFT}
    return user.is_authenticated and Member.objects.of(user).filter(status__in=here).exists()
