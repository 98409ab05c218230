"""Every single permission check of the portal, found by looking, and how each is taken away."""

import importlib
import types
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from django.apps import apps
from django.views import View
from wagtail.models import PagePermissionTester

from design_system import staff
from people.views.members import MemberView
from tests.architecture.house import ROOMS


@dataclass(frozen=True)
class Check:
    """One check: its name, the object that holds it, its attribute there, what stands in for it."""

    name: str
    holder: object
    attribute: str
    stand_in: object

    @contextmanager
    def replaced(self, replacement):
        """While this lasts, every call of the check goes to `replacement`, however it was imported.

        `replacement` is called as the check is, after a first argument: the check as it was.
        """
        function = vars(self.holder)[self.attribute]
        code = function.__code__
        original = types.FunctionType(
            code, function.__globals__, self.attribute, function.__defaults__, function.__closure__
        )
        call = partial(replacement, original)
        if code.co_freevars:  # a method that says super()
            setattr(self.holder, self.attribute, lambda *args, **kwargs: call(*args, **kwargs))
        else:
            function.__code__ = _code_that_calls(call)
        try:
            yield
        finally:
            function.__code__ = code
            setattr(self.holder, self.attribute, function)

    def taken_away(self):
        """While this lasts, the check says yes."""
        return self.replaced(lambda original, *args, **kwargs: self.stand_in(*args, **kwargs))


def _code_that_calls(call):
    def template(*args, **kwargs):
        stand_in = "the call"
        return stand_in(*args, **kwargs)

    code = template.__code__
    constants = tuple(call if c == "the call" else c for c in code.co_consts)
    return code.replace(co_consts=constants)


@contextmanager
def recorded(checks):
    """While this lasts, a set fills with the names of the checks that are asked."""
    asked = set()
    with ExitStack() as stack:
        for check in checks:

            def note(original, *args, _name=check.name, **kwargs):
                asked.add(_name)
                return original(*args, **kwargs)

            stack.enter_context(check.replaced(note))
        yield asked


def every_check():
    """All checks, by name."""
    found = [*_decisions(), *_querysets(), *_doors(), *_testers()]
    return {check.name: check for check in sorted(found, key=lambda check: check.name)}


def _yes(*args, **kwargs):
    return None


def _true(*args, **kwargs):
    return True


def _all_rows(self, user):
    return self


def _all_services(user):
    from organisation.models import Service

    return Service.objects.all()


def _every_visitor(self, request, *args, **kwargs):
    return View.dispatch(self, request, *args, **kwargs)


def _decisions():
    """The public functions of each room's permissions.py."""
    for room in ROOMS:
        try:
            module = importlib.import_module(f"{room}.permissions")
        except ModuleNotFoundError:
            continue
        for name, function in vars(module).items():
            if isinstance(function, types.FunctionType) and function.__module__ == module.__name__:
                if name.startswith("why_not_"):
                    yield Check(f"{room}.permissions.{name}", module, name, _yes)
                elif name == "services_for":
                    yield Check(f"{room}.permissions.{name}", module, name, _all_services)


def _querysets():
    """`visible_to` of each queryset."""
    for model in apps.get_models():
        queryset = (
            model._default_manager.all().__class__ if model._meta.app_label in ROOMS else None
        )
        if queryset and "visible_to" in vars(queryset):
            yield Check(f"{queryset.__name__}.visible_to", queryset, "visible_to", _all_rows)


def _doors():
    """What every view of members, and every screen of staff, goes through first."""
    yield Check("design_system.staff.sign_in_first", staff, "sign_in_first", _yes)
    yield Check("people.views.MemberView.dispatch", MemberView, "dispatch", _every_visitor)


def _testers():
    """What our page types forbid beyond Wagtail's own rules."""
    for tester in PagePermissionTester.__subclasses__():
        for name in vars(tester):
            if name.startswith("can_"):
                yield Check(f"{tester.__name__}.{name}", tester, name, _true)
