"""Names say what a thing is: moments, days, refusals, addresses, templates, reasons."""

import ast
import re

import pytest
from django.db import models
from django.test.utils import isolate_apps
from django.urls import get_resolver

from tests.architecture.house import ROOMS, ROOT, name_of, our_models, sources

TEMPLATE_FOLDERS = {
    "account", "allauth", "blocks", "components", "desks", "forms", "layouts", "mfa", "outbox",
    "wagtailadmin", "wagtailcore", "wagtailnhsukfrontend", "wagtailusers", *ROOMS,
}  # fmt: skip


def misnamed_fields(some_models):
    """Moments that do not end in _at, days that do not end in _date, people not in _by."""
    endings = {models.DateTimeField: "_at", models.DateField: "_date"}
    return [
        f"{model._meta.label}.{field.name}"
        for model in some_models
        for field in model._meta.local_fields
        if not field.name.endswith(endings.get(type(field), ""))
    ]


def inherited_from_django(name):
    return name in {"people.User.last_login", "people.User.date_joined"}


def test_moments_and_days_are_named_as_such():
    found = [name for name in misnamed_fields(our_models()) if not inherited_from_django(name)]
    assert found == []


@isolate_apps("people")
def test_a_misnamed_moment_is_found():
    class Sloppy(models.Model):
        closed = models.DateTimeField()
        until = models.DateField()
        opened_at = models.DateTimeField()

        class Meta:
            app_label = "people"

    assert misnamed_fields([Sloppy]) == ["people.Sloppy.closed", "people.Sloppy.until"]


def misnamed_refusals(source):
    """Refusals whose name does not say what cannot be done."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef)
        and {"Refusal"} & {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        and not node.name.startswith("Cannot")
    ]


def test_refusals_say_what_cannot_be_done():
    assert [n for path in sources() for n in misnamed_refusals(path.read_text())] == []
    assert misnamed_refusals("class TooLate(Refusal): pass") == ["TooLate"]


def names_of_addresses(resolver, namespace=""):
    """The names of all addresses below a resolver that belong to one of our rooms."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from names_of_addresses(pattern, inner)
        elif namespace in ROOMS:
            yield f"{namespace}:{pattern.name}"


NOUN_VERB = re.compile(r"[a-z]+:[a-z]+(-[a-z]+)+$")


def test_addresses_are_named_noun_then_verb():
    names = list(names_of_addresses(get_resolver()))
    assert [name for name in names if not NOUN_VERB.match(name)] == []
    assert not NOUN_VERB.match("people:list_all")


def test_templates_stand_in_the_folder_of_their_room():
    folders = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir()}
    assert folders - TEMPLATE_FOLDERS == set()


def lines_without_reason(text):
    """Lines of a requirements list, and lint exceptions, that do not say why."""
    dependency = re.compile(r'^    "[A-Za-z][\w\-\[\],]*[<>=~].*$', re.MULTILINE)
    found = [line.strip() for line in dependency.findall(text) if "#" not in line]
    return found + [line.strip() for line in re.findall(r".*# noqa(?!: \w+ - ).*", text)]


def test_every_dependency_and_exception_says_why():
    assert lines_without_reason((ROOT / "pyproject.toml").read_text()) == []
    found = {name_of(path): lines_without_reason(path.read_text()) for path in sources()}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("line", ['    "six>=1",', "import six  # no" + "qa: F401"])
def test_a_missing_reason_is_found(line):
    assert lines_without_reason(line) == [line.strip()]


def thin_tests(source):
    """Tests that look at nothing but a status of 200."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for checks in [[n for n in ast.walk(node) if isinstance(n, ast.Assert)]]
        if len(checks) == 1
        and re.fullmatch(r"\S*status(_code)? == 200", ast.unparse(checks[0].test))
    ]


def test_no_test_is_satisfied_with_a_status():
    found = [
        t for path in (ROOT / "tests").rglob("test_*.py") for t in thin_tests(path.read_text())
    ]
    assert found == []
    assert thin_tests("def test_x(client):\n    assert client.get('/').status_code == 200") == [
        "test_x"
    ]
