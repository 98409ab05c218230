"""Joining without the internet: "ask us to ring you" and "post me a form"."""

import json
import uuid

from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.generic import FormView

from home import actions, forms
from home.limits import CannotAskNow, count_request


class _Ask(FormView):
    """One form whose hidden key makes sending it twice the same as once."""

    extra_context = {"back_url": reverse_lazy("home:join-start")}

    def get_initial(self):
        return {"key": str(uuid.uuid4())}

    def form_valid(self, form):
        answers = form.cleaned_data
        key = answers.pop("key")
        try:
            count_request(self.request)
        except CannotAskNow as refusal:
            form.add_error(None, str(refusal))
            response = self.form_invalid(form)
            response.status_code = 429
            return response
        # What a second person types over a form that was sent is a request of its own.
        said = json.dumps(answers, sort_keys=True)
        self.action(join_key=uuid.uuid5(key, said), by=None, **answers)
        return redirect(self.success_url)


class AskToBeRung(_Ask):
    form_class = forms.RingForm
    template_name = "home/join_ring.html"
    success_url = reverse_lazy("home:ring-done")
    action = staticmethod(actions.ask_to_be_rung)


class AskForForm(_Ask):
    form_class = forms.PostMeForm
    template_name = "home/join_post.html"
    success_url = reverse_lazy("home:post-done")
    action = staticmethod(actions.ask_for_form)


def ring_done(request):
    return render(request, "home/join_ring_done.html")


def post_done(request):
    return render(request, "home/join_post_done.html")
