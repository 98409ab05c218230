from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self):
        if settings.WATCH_CHANGES:
            from design_system.remembered import PRESENT
            from portal.page_cache.changes import generation

            connection_created.connect(_watch, dispatch_uid="portal.page_cache")
            PRESENT.register(generation)


def _watch(connection, **_):
    from portal.page_cache.changes import watch

    watch(connection)
