"""Pages for someone who is signed in and on the register. Nothing they typed is ever lost."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.views.generic import FormView

from people.models import Member

KEPT = "answers_kept_through_sign_in"
LONGEST_KEPT = (
    40_000  # characters in any script: far more than our longest form, far less than a nuisance
)
SECRET_FIELDS = {"csrfmiddlewaretoken", "code", "password", "otp"}
PRESS_AGAIN = "You are signed in now. Press the button again."
SIGNED_OUT = "You were signed out. Your answers are still here: check them and save again."


class MemberView:
    """Mixin for a view: `self.member` is the member who asks; everybody else sees a kind page.

    What is posted by someone who was signed out meanwhile is kept in the session through their
    sign-in: `self.kept_answers()` gives it back once, as a QueryDict. A view with nothing to show,
    only a button's `post`, leads to "My involvement", where its button stands.
    """

    member = None

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            if request.method == "POST":
                keep_answers(request)
            return redirect_to_login(request.get_full_path())
        self.member = Member.objects.of(request.user).first()
        if self.member is None or self.member.status == Member.Status.LEFT:
            context = {"member": self.member, "back_url": None}
            return render(request, "people/not_a_member.html", context, status=403)
        if request.method == "GET" and not hasattr(self, "get"):
            return self._to_the_button()
        return super().dispatch(request, *args, **kwargs)

    def kept_answers(self):
        """Return what this person sent to this address while signed out, and forget it; or None."""
        kept = self.request.session.get(KEPT)
        if self.request.method != "GET" or not kept or kept["path"] != self.request.path:
            return None
        del self.request.session[KEPT]
        answers = QueryDict(kept["answers"], mutable=True)
        written_by = answers.pop("form_of", [str(self.request.user)])[-1]
        return answers if written_by == str(self.request.user) else None

    def _to_the_button(self):
        if self.kept_answers() is not None:
            messages.warning(self.request, PRESS_AGAIN)
        return redirect("home:involvement-show")


class MemberFormView(MemberView, FormView):
    """A form of a member's own. `back_url` is where the back link leads."""

    back_url = None

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if answers := self.kept_answers():
            messages.warning(self.request, SIGNED_OUT)
            kwargs["data"] = answers
        return kwargs

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **({"member": self.member, "back_url": self.back_url} | kwargs)
        )


def keep_answers(request):
    """Keep what was posted, without secrets and files, in the session (the newest form only)."""
    answers = request.POST.copy()
    for name in SECRET_FIELDS & set(answers):
        del answers[name]
    length = sum(len(name) + len(value) for name, values in answers.lists() for value in values)
    if length <= LONGEST_KEPT:
        request.session[KEPT] = {"path": request.path, "answers": answers.urlencode()}
