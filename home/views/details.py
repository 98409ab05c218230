"""A member's own answers: all of them on one page, each on a page of its own to change."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views import View

from design_system.refusals import Refusal
from home.sending_codes import send_code_to_new_address
from people import actions, forms
from people.models import TaskAnswer
from people.tasks import PAGES, answers_of
from people.views import MemberFormView, MemberView


class Show(MemberView, View):
    """Everything that we know from this member, with a link beside each to change it."""

    def get(self, request):
        context = {"member": self.member, "answers": answers_of(self.member)}
        return render(request, "home/details_show.html", context)


class Edit(MemberFormView):
    """One page of the task list."""

    template_name = "home/details_edit.html"
    back_url = success_url = reverse_lazy("home:involvement-show")

    def dispatch(self, request, *args, task, **kwargs):
        if task not in PAGES:
            raise Http404
        self.page = PAGES[task]
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self):
        return self.page.form

    def get_initial(self):
        is_answered = self.member.task_answers.filter(task=self.page.task).exists()
        if is_answered or self.page.task == TaskAnswer.Task.CONTACT:
            return self.page.form.initial_from(self.member)
        return {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(page=self.page, **kwargs)

    def form_valid(self, form):
        try:
            self.page.record(form, member=self.member, by=self.request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"We have saved “{self.page.task.label}”.")
        return super().form_valid(form)


class EditName(MemberFormView):
    form_class = forms.NameForm
    template_name = "home/details_answer.html"
    back_url = success_url = reverse_lazy("home:details-show")

    def get_initial(self):
        return {"name": self.member.person.name}

    def form_valid(self, form):
        actions.change_name(person=self.member.person, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "We have saved your name.")
        return super().form_valid(form)


class EditLimit(MemberFormView):
    form_class = forms.LimitForm
    template_name = "home/details_answer.html"
    back_url = success_url = reverse_lazy("home:details-show")

    def get_initial(self):
        return {"limit": self.member.own_limit}

    def form_valid(self, form):
        actions.set_own_limit(member=self.member, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "We have saved how many things you would like to do.")
        return super().form_valid(form)


class EditEmail(MemberFormView):
    """A new email address: it takes over once the code that we send there was typed in."""

    form_class = forms.EmailForm
    template_name = "home/details_email.html"
    back_url = success_url = reverse_lazy("home:details-show")

    def form_valid(self, form):
        email = form.cleaned_data["email"]
        if email == self.request.user.email:
            form.add_error("email", "This is the address that we have already")
            return self.form_invalid(form)
        try:
            send_code_to_new_address(self.request, self.request.user, email)
        except Refusal as refusal:
            form.add_error("email", str(refusal))
            return self.form_invalid(form)
        confirm = reverse("account_email_verification_sent")
        return redirect(f"{confirm}?next={self.success_url}")
