"""What opportunities add to the back office."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from opportunities.desks import OpportunitiesDesk

LOG_ACTIONS = {
    "opportunities.create": "Make an opportunity",
    "opportunities.change_facts": "Change facts",
    "opportunities.set_criteria": "Set what is asked for",
    "opportunities.make_ready": "Mark facts as ready",
    "opportunities.back_to_draft": "Take facts back into preparation",
    "opportunities.close": "Close early",
    "opportunities.reopen": "Open again",
    "opportunities.cancel": "Cancel an opportunity",
    "opportunities.turn": "All places taken, or places free again",
    "opportunities.tell_of_change": "Tell people with a place of another time or place",
    "opportunities.tell_of_date": "Tell people with a place of another date",
    "opportunities.express_interest": "Say that they are interested",
    "opportunities.change_note": "Change what they would like us to know",
    "opportunities.withdraw": "Withdraw",
    "opportunities.take_over": "Take over from a second entry",
    "opportunities.invite": "Invite",
    "opportunities.accept_invitation": "Say yes to an invitation",
    "opportunities.decline_invitation": "Say no to an invitation",
    "opportunities.place": "Give a place",
    "opportunities.put_on_reserve": "Put on the reserve list",
    "opportunities.record_attendance": "Say who came",
    "opportunities.record_taking_part": "Record that someone took part",
    "opportunities.keep_place": "Keep the place: another date, or they did not come after all",
    "opportunities.add_date": "Add a date",
    "opportunities.end_application": "Tell that it was cancelled",
    "opportunities.say_not_this_time": "Say “not this time”",
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, words in LOG_ACTIONS.items():
        actions.register_action(name, words, words)


modeladmin_register(OpportunitiesDesk)
