"""Each step of `manage.py setup`: makes what is missing and leaves what staff changed as it is."""

from pathlib import Path

import yaml
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from feedback.framework import themes
from feedback.models import Theme
from home.models import HelpSettings, HomePage, SiteSettings
from organisation.models import Locality
from people.models import ConsentWording, Term, User

HERE = Path(__file__).parent


def data(name):
    """The content of one of the YAML files beside this module."""
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def make_vocabulary():
    """Terms that are not there yet, by kind and code; labels that staff changed are kept."""
    terms = [
        Term(kind=kind, position=position, **words)
        for kind, kind_terms in data("vocabulary").items()
        for position, words in enumerate(kind_terms, start=1)
    ]
    Term.objects.bulk_create(terms, ignore_conflicts=True)


def make_localities():
    Locality.objects.bulk_create(
        [Locality(**words) for words in data("localities")], ignore_conflicts=True
    )


def make_themes():
    """The themes of feedback, in the framework's words and ours."""
    Theme.objects.bulk_create([Theme(**words) for words in themes()], ignore_conflicts=True)


def make_consent_wordings():
    """The first version of each consent, for purposes that have no wording yet."""
    for purpose, text in data("start")["consents"].items():
        if not ConsentWording.objects.filter(purpose=purpose).exists():
            ConsentWording.objects.create(purpose=purpose, version=1, text=text)


def make_settings():
    """The rows behind "Settings", so that showing a page never has to write one."""
    SiteSettings.load()
    HelpSettings.load()


def make_groups():
    """The groups, each with at least the rights it needs; rights that staff added are kept."""
    home, root_collection = HomePage.objects.get(), Collection.get_first_root_node()
    for name, rights in data("start")["groups"].items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*map(_permission, rights["permissions"]))
        for verb in rights.get("pages", []):
            GroupPagePermission.objects.get_or_create(
                group=group, page=home, permission=_permission(f"wagtailcore.{verb}_page")
            )
        for codename in rights.get("collections", []):
            room = "wagtailimages" if codename.endswith("image") else "wagtaildocs"
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=root_collection,
                permission=_permission(f"{room}.{codename}"),
            )


def _permission(name):
    """The permission called app.codename. Raises Permission.DoesNotExist for a misspelt one."""
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def make_administrator(email, name=""):
    """Let `email` administer the portal, as a new login or with the login they have already."""
    user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email)
    first_name, _, last_name = name.partition(" ")
    user.first_name, user.last_name = first_name or user.first_name, last_name or user.last_name
    user.is_staff = user.is_superuser = True
    user.save()
    return user
