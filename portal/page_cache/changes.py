"""Whoever writes to a table that public pages may show starts a new generation of pages.

This looks at what is sent to the database, because there nothing can be forgotten: an action, an
editor's screen of Wagtail, a schedule, a setting, `QuerySet.update` and a migration all end there.
The new generation is a row of the same transaction, so that it begins for all processes at the very
moment at which the change can be seen, and not at all if the change is taken back.
"""

import re

from django.conf import settings
from django.db import connections, transaction
from django.db.models import Count, Max, Sum
from wagtail.contrib.frontend_cache.utils import purge_url_from_cache

from portal.models import Change

WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|TRUNCATE)\s+"?(\w+)', re.I)

# No public page shows anything of these. A table that nobody thought of counts as shown.
NEVER_SHOWN = {
    # Who signs in, and how.
    "account_emailaddress",
    "account_emailconfirmation",
    "auth_group",
    "auth_group_permissions",
    "django_session",
    "limits",
    "mfa_authenticator",
    "people_servicerole",
    "people_signin",
    "people_user",
    "people_user_groups",
    "people_user_user_permissions",
    "wagtailusers_userprofile",
    # Members and what they answered, what they are told, what they take part in. A booking shows
    # by the places taken, which stand on its session.
    "cafes_booking",
    "feedback_following",
    "involvement_involvement",
    "opportunities_application",
    "opportunities_criterion",
    "outbox_message",
    "people_consent",
    "people_member",
    "people_memberterm",
    "people_person",
    "people_personneed",
    "people_taskanswer",
    # What people are owed, and the policy by which it is worked out.
    "reimbursement_advance",
    "reimbursement_band",
    "reimbursement_batch",
    "reimbursement_budget",
    "reimbursement_choice",
    "reimbursement_claim",
    "reimbursement_entitlement",
    "reimbursement_entry",
    "reimbursement_expenserule",
    "reimbursement_line",
    "reimbursement_payee",
    "reimbursement_payment",
    "reimbursement_policy",
    "reimbursement_receipt",
    "reimbursement_receiptfile",
    "reimbursement_usualcost",
    # What Wagtail writes down for editors.
    "wagtailadmin_editingsession",
    "wagtailadmin_formstate",
    "wagtailcore_modellogentry",
    "wagtailcore_pagelogentry",
    "wagtailcore_referenceindex",
    "wagtailcore_revision",
    "wagtailcore_taskstate",
    "wagtailcore_workflowstate",
    # The page cache's own, and caches and queues of others.
    "django_cache",
    "django_migrations",
    "page_cache",
    "portal_change",
}
REMEMBERED = 200  # rows of Change; older ones are of no use


def watch(connection):
    """Look at everything that is written through `connection` from now on."""
    if notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(notice)


def stop_watching(connection):
    connection.execute_wrappers.remove(notice)


def notice(execute, sql, params, many, context):
    """Run a statement; note a change if it is a write that public pages may show."""
    result = execute(sql, params, many, context)
    written = WRITE.match(sql)
    if written and written[1].lower() not in NEVER_SHOWN:
        note(context["connection"])
    return result


def note(connection):
    """Begin a new generation with the transaction that is under way, or at once where none is."""
    if _is_noted(connection) or not _has_table(connection):
        return
    change = Change.objects.using(connection.alias).create()
    if change.pk % REMEMBERED == 0:
        Change.objects.using(connection.alias).filter(pk__lte=change.pk - REMEMBERED).delete()
    # One of its own for each change, to tell them apart. Not a partial: Django logs what failed by
    # its name, and that has none.
    connection.change_noted = lambda: purge()
    transaction.on_commit(connection.change_noted, using=connection.alias, robust=True)


def generation(using="default"):
    """The name of the present generation of public pages, as text.

    Every transaction adds a row, in whatever order they end: so each end makes another name.
    """
    connections[using].change_noted = None  # what is written after this is news to whoever asked
    rows = Change.objects.using(using).aggregate(n=Count("pk"), last=Max("pk"), sum=Sum("pk"))
    return "-".join(str(value or 0) for value in rows.values())


def purge():
    """Ask the cache in front, if there is one, to forget the site: see docs/operations.md."""
    if settings.WAGTAILFRONTENDCACHE:
        purge_url_from_cache(f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/")


def _is_noted(connection):
    """Whether this transaction has its row: one that is taken back loses what waits for its end."""
    noted = getattr(connection, "change_noted", None)
    return any(function is noted for _, function, _ in connection.run_on_commit)


def _has_table(connection):
    """Whether the table is there yet: migrations write before it is."""
    if not getattr(connection, "has_changes", False):
        connection.has_changes = Change._meta.db_table in connection.introspection.table_names()
    return connection.has_changes
