"""What a loaded database holds, to compare one loading with another."""

from django.apps import apps
from django.db.models import Count

from tests.architecture.house import ROOMS


def shape():
    """How many rows each table of ours and of the logs has, by state where there is one."""
    models = [m for room in ROOMS for m in apps.get_app_config(room).get_models()]
    models += [apps.get_model("wagtailcore", name) for name in ("ModelLogEntry", "PageLogEntry")]
    return {model._meta.label: _by_state(model) for model in models}


def _by_state(model):
    state = {"ModelLogEntry": "action", "PageLogEntry": "action"}.get(model.__name__, "status")
    if state not in {field.name for field in model._meta.get_fields()}:
        return model._default_manager.count()
    groups = model._default_manager.order_by().values_list(state).annotate(Count("pk"))
    return dict(groups)
