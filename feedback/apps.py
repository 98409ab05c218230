from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "feedback"

    def ready(self):
        from wagtail.signals import page_published

        from design_system.desk import waiting
        from feedback import cards, personal_data, publishing  # noqa: F401 - registers its handlers
        from feedback.actions import stop_following_everything
        from feedback.models import StoryPage
        from people import slots

        slots.my_involvement.register(cards.topics)
        slots.member_page.register(cards.for_the_team)
        slots.leaving.register(stop_following_everything)
        waiting.register(cards.feedback_that_waits)
        page_published.connect(publishing.tell_followers, sender=StoryPage)
