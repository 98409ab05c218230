"""What gunicorn serves in the proof that the race over places can be lost: the portal, unlocked."""

from django.db.models import QuerySet

from portal.wsgi import application

QuerySet.select_for_update = lambda rows, **options: rows

__all__ = ["application"]
