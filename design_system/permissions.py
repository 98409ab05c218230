"""Who may enter the back office at all, and who may use Wagtail's own screens there."""

from wagtail.admin.auth import user_has_any_page_permission


def why_not_enter_back_office(user, thing=None):
    """None for staff of any role; whoever is not signed in is asked to do that first."""
    if user.has_perm("wagtailadmin.access_admin"):
        return None
    return "This part is for staff."


def why_not_use_editor(user, thing=None):
    """None for whoever may work on some page. Wagtail then asks about each page by itself."""
    if user_has_any_page_permission(user):
        return None
    return "This part is for people who write the pages."
