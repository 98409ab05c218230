"""Joining online, one question a page."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from django.views.generic import FormView

from design_system.caching import public_until
from design_system.forms import Form
from design_system.refusals import Refusal
from home import actions
from home.joining import ADDRESS_FIELDS, JOINED_KEY, STEPS, Answers, wording_of
from home.limits import count_request
from home.sending_codes import CannotSendCode, login_for, send_code
from people.actions import CannotAddLogin, CannotChangeEmail
from people.forms import AgeForm
from people.models import Channel, Member, Person

ALREADY_JOINED = "You have joined already. What you told us before is kept here."
NOT_JOINED = "We do not have all your answers any more. You have not joined yet."
LOGINS_ADDRESS = "You are signed in, so we use the address that you sign in with: {}."
SIGNED_IN_NOW = "You are signed in now. Check your answers once more, then join."


def start(request):
    """The three ways to join, side by side. Public: the same for everybody."""
    return public_until(render(request, "home/join_start.html"), None)


class _Joining:
    """What every page of the journey shares: the answers, and a kind word for members."""

    def dispatch(self, request, *args, **kwargs):
        self.answers = Answers(request.session)
        if member_of(request.user):
            messages.info(request, ALREADY_JOINED)
            return redirect("home:involvement-show")
        self.use_address_of_login()
        return super().dispatch(request, *args, **kwargs)

    @property
    def has_address_of_login(self):
        """Whoever is signed in and chose email is reached where they sign in: it is proven."""
        return self.request.user.is_authenticated and self.answers.channel == Channel.EMAIL

    def use_address_of_login(self):
        email = self.has_address_of_login and self.request.user.email
        if email and self.answers.get("address").get("email") != email:
            self.answers.put("address", {"email": email})

    def go_on(self):
        """To the first question that is open, or to the check of all."""
        missing = self.answers.first_missing()
        return redirect("home:join-answer", missing) if missing else redirect("home:join-check")


class Step(_Joining, FormView):
    """One question. Its address names the step, never the answer."""

    def dispatch(self, request, *args, step, **kwargs):
        if step not in STEPS:
            raise Http404
        self.step = step
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        missing = self.answers.first_missing()
        if self.step not in self.answers.steps:
            return redirect("home:join-answer", "age")
        if missing and STEPS.index(missing) < STEPS.index(self.step):
            return redirect("home:join-answer", missing)
        return self._refuse_address() or super().get(request, *args, **kwargs)

    def _refuse_address(self):
        if self.step != "address" or not self.has_address_of_login:
            return None
        messages.info(self.request, LOGINS_ADDRESS.format(self.request.user.email))
        return self.go_on()

    def post(self, request, *args, **kwargs):
        if self.step == "address" and not self.answers.channel:
            # The session went while they typed: the field that came says which way it was.
            ways = [way for way, field in ADDRESS_FIELDS.items() if field in request.POST]
            if not ways:
                return redirect("home:join-answer", "reach")
            self.answers.put("reach", {"preferred_channel": ways[0].value})
            messages.warning(request, NOT_JOINED)
            self.use_address_of_login()
        return self._refuse_address() or super().post(request, *args, **kwargs)

    def get_template_names(self):
        own = {"guardian": "home/join_guardian.html", "agree": "home/join_agree.html"}
        return [own.get(self.step, "home/join_answer.html")]

    def get_form_class(self):
        return self.answers.form_class(self.step)

    def get_initial(self):
        answer = dict(self.answers.get(self.step))
        if self.step == "age":
            if answer.get("asked") != settings.MINIMUM_AGE_WITHOUT_CONSENT:
                return {}
            answer["over_minimum_age"] = "yes" if answer["over_minimum_age"] else "no"
        return answer

    def form_valid(self, form):
        answer = form.cleaned_data
        if self.step in ("agree", "guardian"):
            answer = answer | {"wording": wording_of(self.step).pk}
        if self.step == "age":
            answer = answer | {"asked": settings.MINIMUM_AGE_WITHOUT_CONSENT}
        self.answers.put(self.step, answer)
        self.use_address_of_login()
        return self.go_on()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.step in ("agree", "guardian"):
            context["wording"] = wording_of(self.step)
        return context | {"back_url": self._back_url(), "step": self.step}

    def _back_url(self):
        if not self.answers.first_missing():
            return reverse("home:join-check")
        steps = self.answers.steps
        if self.has_address_of_login:
            steps.remove("address")
        before = steps.index(self.step) - 1 if self.step in steps else -1
        if before < 0:
            return reverse("home:join-start")
        return reverse("home:join-answer", args=[steps[before]])


class Check(_Joining, View):
    """Check your answers, then join. Sending it twice is joining once."""

    def get(self, request):
        missing = self.answers.first_missing()
        if missing:
            return redirect("home:join-answer", missing)
        return self._page()

    def post(self, request):
        if not self.answers.key and JOINED_KEY in request.session:
            return redirect("home:join-done")  # they have joined: this was sent twice
        if missing := self.answers.first_missing():
            messages.error(request, NOT_JOINED)
            return redirect("home:join-answer", missing)
        try:
            if self.answers.channel == Channel.EMAIL and not request.user.is_authenticated:
                return self._join_by_email()
            if not request.user.is_authenticated:
                count_request(request)
            self._join(user=request.user if request.user.is_authenticated else None)
        except Refusal as refusal:
            return self._page(refusal)
        request.session[JOINED_KEY] = self.answers.channel
        self.answers.forget()
        return redirect("home:join-done")

    def _join_by_email(self):
        """The same answer whether or not somebody signs in with this address already."""
        facts = self.answers.facts()
        login = login_for(facts["email"])
        if login is None or login.is_ours(self.answers.key):
            try:
                login = login_for(self._join().person.email)
            except (CannotAddLogin, CannotChangeEmail):  # somebody else's, a moment ago
                login = login_for(facts["email"])
        try:
            send_code(self.request, login and login.user, facts["email"])
        except CannotSendCode as refusal:
            return self._page(refusal)
        confirm = reverse("account_confirm_login_code")
        return redirect(f"{confirm}?next={reverse('home:join-done')}")

    def _join(self, user=None):
        person = Person.objects.filter(user=user).first() if user else None
        return actions.join(person=person, user=user, by=user, **self.answers.facts())

    def _page(self, refusal=None):
        form = Form({}) if refusal else Form()
        if refusal:
            form.add_error(None, str(refusal))
        facts = self.answers.facts()
        context = {
            "facts": facts,
            "age_question": AgeForm().fields["over_minimum_age"].label,
            "address": facts[ADDRESS_FIELDS[self.answers.channel]],
            "form": form,
            "back_url": reverse("home:join-answer", args=["agree"]),
        }
        return render(self.request, "home/join_check.html", context)


class Forget(View):
    """Delete half-way answers, for people who share a device."""

    def post(self, request):
        Answers(request.session).forget()
        messages.success(request, "We have deleted your answers.")
        return redirect("home:join-answer", "name")


def done(request):
    """What was done, and what happens next. Whoever comes without having joined starts anew."""
    answers = Answers(request.session)
    member = member_of(request.user)
    channel = request.session.get(JOINED_KEY)
    if member:
        just_joined = channel or (answers.key and member.person.join_key == answers.key)
        answers.forget()
        if just_joined:
            return render(request, "home/join_done.html", {"member": member})
        messages.info(request, ALREADY_JOINED)
        return redirect("home:involvement-show")
    if request.user.is_authenticated and answers.key and not answers.first_missing():
        messages.info(request, SIGNED_IN_NOW)
        return redirect("home:join-check")
    if channel:
        return render(request, "home/join_done.html", {"channel": channel})
    return redirect("home:join-start")


def member_of(user):
    """The member who signs in as `user`, unless they have left; or None."""
    if not user.is_authenticated:
        return None
    return Member.objects.of(user).exclude(status=Member.Status.LEFT).first()
