"""No model differs from its migrations."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models


def check():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_no_migration_is_missing():
    check()


@pytest.mark.django_db
def test_a_missing_migration_is_found(monkeypatch):
    field = models.CharField(max_length=1)
    field.set_attributes_from_name("forgotten")
    options = apps.get_model("organisation", "Locality")._meta
    monkeypatch.setattr(options, "local_fields", [*options.local_fields, field])
    options._expire_cache()
    try:
        with pytest.raises(SystemExit):
            check()
    finally:
        monkeypatch.undo()
        options._expire_cache()
