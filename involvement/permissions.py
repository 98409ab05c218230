"""Who may record that someone took part."""


def why_not_mark_attendance(user, involvement):
    """None for the PE team and for whoever leads the activity's service today."""
    if user.has_perm("people.see_register"):
        return None
    if user.is_authenticated and user.services_led().filter(pk=involvement.activity.service_id):
        return None
    return "Only the Patient Experience team and the service's lead can record who took part."
