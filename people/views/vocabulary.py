"""The PE team's screens behind the list of the vocabulary."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView

from design_system.refusals import Refusal
from people import actions, forms
from people.models import Term
from people.permissions import (
    why_not_bring_back_term,
    why_not_change_vocabulary,
    why_not_retire_term,
)

VOCABULARY = [(reverse_lazy("desk-vocabulary"), "Vocabulary")]


class _OfVocabulary(FormView):
    """Asks for the permission, finds the words in the address, calls one action, goes back.

    Subclasses give `act(form)`, which returns the Term, and `done`, what is said then; and, where
    these words may refuse, `why_not(user, term)`. A refusal is shown at `field`.
    """

    term = None
    field = "label"
    done = ""

    def dispatch(self, request, *args, kind=None, code=None, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if why_not := why_not_change_vocabulary(request.user):
            raise PermissionDenied(why_not)
        if kind is not None:
            self.term = get_object_or_404(Term.objects.with_members(), kind=kind, code=code)
        if why_not := self.why_not(request.user, self.term):
            messages.error(request, why_not)
            return self.home(self.term)
        return super().dispatch(request, *args, **kwargs)

    def why_not(self, user, term):
        return None

    def get_context_data(self, **kwargs):
        return super().get_context_data(crumbs=VOCABULARY, term=self.term, **kwargs)

    def form_valid(self, form):
        try:
            term = self.act(form)
        except Refusal as refusal:
            form.add_error(self.field, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done.format(term.label))
        return self.home(term)

    def home(self, term):
        """The list, at the kind of `term`."""
        return redirect(f"{reverse('desk-vocabulary')}?kind={term.kind}")


class Add(_OfVocabulary):
    form_class = forms.AddTermForm
    template_name = "people/term_add.html"
    done = "“{}” is added. People can choose it from now on."

    def act(self, form):
        return actions.add_term(by=self.request.user, **form.cleaned_data)


class Edit(_OfVocabulary):
    form_class = forms.TermForm
    template_name = "people/term_edit.html"
    done = "Saved: “{}”."

    def get_initial(self):
        return {name: getattr(self.term, name) for name in self.form_class.base_fields}

    def act(self, form):
        return actions.change_term(term=self.term, by=self.request.user, **form.cleaned_data)


class Retire(_OfVocabulary):
    form_class = forms.RetireTermForm
    template_name = "people/term_retire.html"
    field = "replaced_by"
    done = "“{}” is retired. Nobody is offered it any more."

    def why_not(self, user, term):
        return why_not_retire_term(user, term)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"term": self.term}

    def act(self, form):
        return actions.retire_term(term=self.term, by=self.request.user, **form.cleaned_data)


class Restore(_OfVocabulary):
    form_class = forms.BringBackTermForm
    template_name = "people/term_restore.html"
    field = None
    done = "“{}” is back. People can choose it again."

    def why_not(self, user, term):
        return why_not_bring_back_term(user, term)

    def act(self, form):
        return actions.bring_back_term(term=self.term, by=self.request.user)
