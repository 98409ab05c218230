"""What a member was paid, by tax year: their own pages, and the same for staff who print it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views import View
from django.views.decorators.http import require_safe

from outbox.letters import CannotMakePDF
from people.views import MemberView
from reimbursement.statement_pdf import name_of, statement_pdf
from reimbursement.statements import is_a_year, statement_of, years_of

from . import for_members

NO_PDF = (
    "We cannot make a PDF at the moment. You can print this page instead, or ask us for a copy."
)
MISSING_SIGNS = (
    "Some signs in the PDF could not be printed, because we have no letters for them here. Look "
    "for empty boxes, and compare them with this page."
)


class List(MemberView, View):
    """The tax years in which they were paid."""

    def get(self, request):
        context = {
            "years": years_of(self.member),
            "back_url": reverse_lazy("reimbursement:claim-list"),
        }
        return render(request, "reimbursement/statement_list.html", context)


class Show(MemberView, View):
    """One tax year."""

    def get(self, request, year):
        context = {
            "statement": _statement(self.member, year),
            "person": self.member.person,
            "back_url": reverse_lazy("reimbursement:statement-list"),
        }
        return render(request, "reimbursement/statement_show.html", context)


class Download(MemberView, View):
    """The same as a PDF."""

    def get(self, request, year):
        page = reverse("reimbursement:statement-show", args=[year])
        return _as_pdf(request, self.member, year, page, "attachment")


@require_safe
def paid_list(request, reference):
    """The tax years in which a member was paid."""
    member = for_members._member_for(request.user, reference)
    context = {"years": years_of(member), "person": member.person}
    context["crumbs"] = for_members._crumbs(member)
    return render(request, "reimbursement/paid_list.html", context)


@require_safe
def paid_show(request, reference, year):
    """One tax year of a member, as they read it."""
    member = for_members._member_for(request.user, reference)
    years = reverse("reimbursement:paid-list", args=[reference])
    context = {"statement": _statement(member, year), "person": member.person}
    context["crumbs"] = [*for_members._crumbs(member), (years, "What we paid them")]
    return render(request, "reimbursement/paid_show.html", context)


@require_safe
def paid_print(request, reference, year):
    """The same as a PDF, to print and post."""
    member = for_members._member_for(request.user, reference)
    page = reverse("reimbursement:paid-show", args=[reference, year])
    return _as_pdf(request, member, year, page, "inline")


def _statement(member, year):
    if not is_a_year(year):
        raise Http404
    return statement_of(member, year)


def _as_pdf(request, member, year, page, disposition):
    """The statement as a PDF; where none can be made, its `page`, with the reason."""
    statement = _statement(member, year)
    try:
        pdf, complete = statement_pdf(member, statement)
    except CannotMakePDF:
        messages.error(request, NO_PDF)
        return redirect(page)
    if not complete:
        messages.warning(request, MISSING_SIGNS)
    headers = {
        "Content-Disposition": f'{disposition}; filename="{name_of(member, statement)}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
