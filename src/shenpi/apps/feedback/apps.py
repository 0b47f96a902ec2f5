from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "shenpi.apps.feedback"
    label = "feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shenpi.apps.exchange import consumers
        from shenpi.apps.feedback import projection

        consumers.register("shenpi.feedback.recorded", "public", projection.on_recorded)
        consumers.register("shenpi.supervision.feedback.told", "public", projection.on_told)
        consumers.register("shenpi.supervision.reply.published", "public", projection.on_reply)
        consumers.register("shenpi.supervision.faq.published", "public", projection.on_faq)
        consumers.register("shenpi.visit.opened", "public", projection.on_visit)
