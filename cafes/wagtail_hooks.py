"""What cafés add to the back office."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from cafes.desks import CafesDesk

LOG_ACTIONS = {
    "cafes.create": "Make a café",
    "cafes.change": "Change facts of a café",
    "cafes.start": "Let people book",
    "cafes.stop": "Stop a café",
    "cafes.set_series": "Say when a café meets",
    "cafes.leave_out_day": "Leave out a day",
    "cafes.plan_sessions": "Plan sessions",
    "cafes.change_session": "Move a session or change its places",
    "cafes.cancel_session": "Cancel a session",
    "cafes.book": "Book a place",
    "cafes.cancel_booking": "Cancel a place",
    "cafes.end_booking": "Tell that a session was cancelled",
    "cafes.record_attendance": "Say who came",
    "cafes.take_over": "Take over a booking from a second entry",
    "cafes.forget_booking": "Forget a booking of someone who was erased",
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, words in LOG_ACTIONS.items():
        actions.register_action(name, words, words)


modeladmin_register(CafesDesk)
