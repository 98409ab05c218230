"""The PE team's pages about one person: all that the register knows, and changes on request."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.models import ModelLogEntry

from design_system.refusals import Refusal
from people import actions, forms, slots
from people.models import Consent, ConsentWording, Member, Person, TaskAnswer
from people.permissions import why_not_change_member, why_not_see_register
from people.tasks import PAGES, answers_of

NEWEST_ENTRIES = 50
MEMBERS = [(reverse_lazy("desk-members"), "Members")]


class _Staff:
    """Asks for the permission, then finds the person whose reference stands in the address."""

    person = member = None

    def dispatch(self, request, *args, reference=None, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if why_not := why_not_see_register(request.user):
            raise PermissionDenied(why_not)
        if reference is not None:
            self.person = Person.objects.by_reference(reference).select_related("user").first()
            if self.person is None:
                raise Http404
            self.member = (
                Member.objects.visible_to(request.user)
                .filter(person=self.person)
                .select_related("person", "locality")
                .first()
            )
        return super().dispatch(request, *args, **kwargs)

    def home(self):
        return redirect("people:member-show", self.person.reference)

    @property
    def crumbs(self):
        address = reverse("people:member-show", args=[self.person.reference])
        return [*MEMBERS, (address, self.person.reference)]


class _OfMember(_Staff):
    """For a page about a member who may be changed."""

    def refused(self):
        """Say why this member cannot be changed, as a response; or None."""
        if self.member is None:
            raise Http404
        if why_not := why_not_change_member(self.request.user, self.member):
            messages.error(self.request, why_not)
            return self.home()
        return None


class Show(_Staff, View):
    """The page of a person, and if they are on the register, of the member."""

    def get(self, request):
        if self.member:
            actions.note_member_seen(member=self.member, by=request.user)
        cards = [show(self.member, request.user) for show in slots.member_page if self.member]
        context = {
            "crumbs": MEMBERS,
            "person": self.person,
            "member": self.member,
            "answers": answers_of(self.member) if self.member else [],
            "consents": Consent.objects.filter(person=self.person).select_related(
                "wording", "recorded_by"
            ),
            "entries": self._entries(),
            "cards": [card for card in cards if card],
        }
        return render(request, "people/member_show.html", context)

    def _entries(self):
        about = ModelLogEntry.objects.for_instance(self.person)
        if self.member:
            about = about | ModelLogEntry.objects.for_instance(self.member)
        return about.select_related("user").order_by("-timestamp", "-pk")[:NEWEST_ENTRIES]


class Add(_Staff, FormView):
    """Someone joins by phone or on paper; `?person=P-00012` is someone who asked to be rung."""

    form_class = forms.MemberForm
    template_name = "people/member_add.html"

    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, reference=request.GET.get("person"), **kwargs)

    def get_initial(self):
        if self.person is None:
            return {}
        names = ["name", "preferred_channel", "email", "phone", "postal_address"]
        return {name: getattr(self.person, name) for name in names}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            crumbs=MEMBERS,
            person=self.person,
            wording=ConsentWording.objects.current(ConsentWording.Purpose.REGISTER),
            guardian_wording=ConsentWording.objects.current(ConsentWording.Purpose.GUARDIAN),
            **kwargs,
        )

    def form_valid(self, form):
        facts = {
            name: value
            for name, value in form.cleaned_data.items()
            if name not in ("agrees", "guardian_agrees")
        }
        context = self.get_context_data(form=form)
        try:
            member = actions.add_member(
                person=self.person,
                how=Consent.How(facts["origin"]),
                wording=context["wording"],
                guardian_wording=context["guardian_wording"],
                by=self.request.user,
                **facts,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{member} is on the register.")
        return redirect("people:member-show", member.person.reference)


class EditTask(_OfMember, FormView):
    """One page of the task list, on a member's behalf."""

    template_name = "people/member_task_edit.html"

    def dispatch(self, request, *args, task, **kwargs):
        if task not in PAGES:
            raise Http404
        self.page = PAGES[task]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self.refused() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.refused() or super().post(request, *args, **kwargs)

    def get_form_class(self):
        return self.page.form

    def get_initial(self):
        is_answered = self.member.task_answers.filter(task=self.page.task).exists()
        if is_answered or self.page.task == TaskAnswer.Task.CONTACT:
            return self.page.form.initial_from(self.member)
        return {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            page=self.page, person=self.person, crumbs=self.crumbs, **kwargs
        )

    def form_valid(self, form):
        try:
            self.page.record(form, member=self.member, by=self.request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"Saved: {self.page.task.label}.")
        return self.home()


class _EditPerson(_Staff, FormView):
    """One detail of a person that they asked the team to change: `field`, by `action`."""

    template_name = "people/person_edit.html"
    field = None

    def get_initial(self):
        return {self.field: getattr(self.person, self.field)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, crumbs=self.crumbs, **kwargs)

    def form_valid(self, form):
        try:
            self.action(person=self.person, by=self.request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(self.field, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "Saved.")
        return self.home()


class EditName(_EditPerson):
    form_class = forms.NameForm
    field = "name"
    action = staticmethod(actions.change_name)


class EditEmail(_EditPerson):
    form_class = forms.EmailForm
    field = "email"
    action = staticmethod(actions.change_email)


class Pause(_OfMember, FormView):
    """A break that a member asked for by phone or letter."""

    form_class = forms.PauseForm
    template_name = "people/member_pause.html"

    def get(self, request, *args, **kwargs):
        return self.refused() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.refused() or super().post(request, *args, **kwargs)

    def get_initial(self):
        return {"until": self.member.paused_until_date}

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, crumbs=self.crumbs, **kwargs)

    def form_valid(self, form):
        try:
            actions.pause(member=self.member, by=self.request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("until", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"{self.member} is taking a break.")
        return self.home()


class Resume(_OfMember, View):
    """One button: the break is over."""

    def post(self, request):
        if response := self.refused():
            return response
        try:
            actions.resume(member=self.member, by=request.user)
            messages.success(request, f"{self.member} is back from their break.")
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return self.home()


class Leave(_OfMember, View):
    """A member asked by phone or letter to be taken off the register."""

    def get(self, request):
        context = {"person": self.person, "crumbs": self.crumbs}
        return self.refused() or render(request, "people/member_leave.html", context)

    def post(self, request):
        if response := self.refused():
            return response
        actions.leave_register(member=self.member, how=Consent.How.PHONE, by=request.user)
        messages.success(request, f"{self.member} has left the register.")
        return self.home()
