"""The search. What somebody looked for is written nowhere: not in a log, not in a cache."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from design_system.caching import public_until
from home.results import Results


@require_safe
def search(request):
    results = Results(request)
    response = render(request, "home/search_show.html", {"results": results})
    # What people look for can say something of their health: only the empty form may be kept.
    return response if results.asked else public_until(response, None)
