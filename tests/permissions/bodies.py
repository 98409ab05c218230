"""What a request of the table carries: as little as makes done and refused look different."""

from urllib.parse import urlencode

from django.utils.http import urlencode as query

# By the address, with the row's arguments where they matter.
BODIES = {
    "desk-claims": {"do": "export"},
    "desk-budgets": {"do": "export"},
    "desk-help-before": {"do": "export"},
    "desk-cafes": {"do": "search", "search": "recovery"},
    "desk-members": {"do": "export"},
    "desk-letters": {"do": "export"},
    "desk-messages": {"do": "search", "search": "Sam"},
    "desk-opportunities": {"do": "search", "search": "help"},
    "desk-payments": {"do": "export"},
    "desk-points": {"do": "search", "search": "help"},
    "desk-actions": {"do": "search", "search": "help"},
    "desk-reimbursement-policy": {"do": "search", "search": "sample"},
    "desk-vocabulary": {"do": "search", "search": "tables"},
    "desk-waiting-times": {"do": "export"},
    "account_login": {"email": "member@example.org"},
    "account_request_login_code": {"email": "member@example.org"},
    "cafes:booking-create": {"name": "Sam", "preferred_channel": "phone", "phone": "01632960001"},
    "cafes:cafe-create": {"title": "Café"},
    "cafes:day-leave-out": {"day_day": "1", "day_month": "6", "day_year": "2040"},
    "feedback:following-add": {"theme": "parking"},
    "home:join-answer": {"name": "Sam"},
    "home:ring-ask": {"name": "Sam", "phone": "01632960001"},
    "opportunities:facts-create": {"title": "Help"},
    "opportunities:invitation-answer": {"answer": "yes"},
    "outbox:call-done": {"result": "told"},
    "outbox:message-settle": {"decision": "not-needed"},
    "reimbursement:advance-refuse": {"refusal": "There is a free bus."},
    "reimbursement:advance-settle": {"what": "returned", "reason": "In cash"},
    "reimbursement:claim-return": {"question": "Which bus?"},
    "wagtailadmin_editing_sessions:ping": {},
}


def body_of(name, row, thing):
    """The body for `name`, urlencoded; empty where an empty form tells enough."""
    key = " ".join([name, *(f"{k}={v}" for k, v in row.arguments)])
    body = BODIES.get(key, BODIES.get(name, {}))
    if name in {"outbox:letters-pdf", "outbox:letters-posted"}:
        body = {"letters": thing["pk"], "as_page": "1"}
    if name == "wagtailadmin_pages:copy":
        body = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": thing["destination_id"]}
    if name == "cafes:attendance-record":
        body = {f"booking_{thing['booking']}": "came"}
    if name == "opportunities:attendance-record":
        body = {f"came_{thing['part']}": "came", f"hours_{thing['part']}": "2"}
    if name == "reimbursement:claim-agree":
        body = {"stamp": thing["stamp"]}
    if name == "reimbursement:advance-decide":
        body = {"stamp": thing["stamp"], "amount": "20"}
    if name == "reimbursement:advance-buy":
        body = {"cost": "20", "cost_centre": thing["cost_centre"]}
    if name == "opportunities:shortlist-act":
        body = {"decision": "reserve", "people": thing["candidate"]}
    return urlencode(body, doseq=True)


def query_of(name, values):
    """The question mark and what follows it, where an address needs one to mean anything."""
    return "?" + query({"id": values["pk"]}) if name == "wagtail_bulk_action" else ""
