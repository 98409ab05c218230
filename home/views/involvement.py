"""My involvement: the task list, the cards of the rooms, a break, leaving."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.views import View

from design_system.refusals import Refusal
from people import actions, forms, slots
from people.permissions import why_not_pause, why_not_resume
from people.tasks import answers_of
from people.views import MemberFormView, MemberView


class Show(MemberView, View):
    """The first page of a member: what is left to tell us, and a card from each room above."""

    def get(self, request):
        answers = answers_of(self.member)
        cards = [card for card in (show(self.member) for show in slots.my_involvement) if card]
        context = {
            "member": self.member,
            "answers": answers,
            "done": sum(answer.answered for answer in answers),
            "cards": [render_to_string(name, facts, request) for name, facts in cards],
        }
        return render(request, "home/my_involvement.html", context)


class Pause(MemberFormView):
    """Take a break, until a day or until they say so."""

    form_class = forms.PauseForm
    template_name = "home/involvement_pause.html"
    back_url = success_url = reverse_lazy("home:involvement-show")

    def get(self, request, *args, **kwargs):
        if why_not := why_not_pause(request.user, self.member):
            messages.error(request, why_not)
            return redirect(self.success_url)
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"until": self.member.paused_until_date}

    def form_valid(self, form):
        try:
            actions.pause(member=self.member, by=self.request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("until", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "You are taking a break. We will not ask you to do things.")
        return super().form_valid(form)


class Resume(MemberView, View):
    """One button: back from a break."""

    def post(self, request):
        if why_not := why_not_resume(request.user, self.member):
            messages.error(request, why_not)
        else:
            actions.resume(member=self.member, by=request.user)
            messages.success(request, "Welcome back. Your break is over.")
        return redirect("home:involvement-show")


class Leave(MemberView, View):
    """Leave the register: a page that asks, a button that does."""

    def get(self, request):
        context = {"back_url": reverse_lazy("home:involvement-show")}
        return render(request, "home/involvement_leave.html", context)

    def post(self, request):
        actions.leave_register(member=self.member, by=request.user)
        return redirect("home:involvement-left")


def left(request):
    """After leaving."""
    return render(request, "home/involvement_left.html")
