"""Directorates, services and sites."""

from organisation.actions import add_directorate, add_service, add_site
from organisation.models import Locality

from .files import read


def load_organisation():
    trust = read("organisation")
    directorates = {d["name"]: add_directorate(**d, by=None) for d in trust["directorates"]}
    for facts in trust["services"]:
        add_service(**facts | {"directorate": directorates[facts["directorate"]]}, by=None)
    localities = {locality.slug: locality for locality in Locality.objects.all()}
    for facts in trust["sites"]:
        add_site(**facts | {"locality": localities[facts["locality"]]}, by=None)
