"""Letters: which ones wait, one PDF of those chosen, and that they are in the post."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from design_system.refusals import Refusal
from outbox import actions
from outbox.forms import ChosenLettersForm
from outbox.letters import letters_html, letters_pdf

from .loading import messages_for, page_of


@require_safe
def print_list(request):
    """Letters that wait. Looking at them changes nothing."""
    page = page_of(messages_for(request.user).to_print(), request)
    context = {"page": page, "choose_all": request.GET.get("choose") == "all"}
    return render(request, "outbox/print_list.html", context)


@require_POST
def letters_pdf_make(request):
    """Those chosen, as one PDF or as one page to print from. Nothing is kept, nothing is marked."""
    letters = messages_for(request.user).to_print()
    form = ChosenLettersForm(request.POST, letters=letters)
    if not form.is_valid():
        return _choose_again(request, form)
    chosen = form.cleaned_data["letters"]
    if form.cleaned_data["as_page"]:
        return HttpResponse(letters_html(chosen))
    try:
        pdf, complete = letters_pdf(chosen)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("outbox:print-list")
    if not complete:
        messages.warning(
            request,
            "Some signs in the letters you just made could not be printed, because this machine "
            "has no font for them. Look for empty boxes, and write those names by hand.",
        )
    name = f"letters-{timezone.localdate():%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_POST
def letters_posted(request):
    """Those chosen are in the post."""
    form = ChosenLettersForm(request.POST, letters=messages_for(request.user))
    if not form.is_valid():
        return _choose_again(request, form)
    try:
        posted = actions.mark_posted(messages=form.cleaned_data["letters"], by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        words = "1 letter is" if posted == 1 else f"{posted} letters are"
        messages.success(request, f"{words} marked as posted.")
    return redirect("outbox:print-list")


def _choose_again(request, form):
    for problem in form.errors["letters"]:
        messages.error(request, problem)
    return redirect("outbox:print-list")
