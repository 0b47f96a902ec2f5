from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "shenpi.apps.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shenpi.apps import periodic
        from shenpi.apps.exchange import consumers
        from shenpi.apps.notices import delivering, following, prompted, told

        consumers.register_many("shenpi.case.*", "public", following.on_case_events)
        consumers.register("shenpi.notices.plan_set", "public", told.on_plan_set)
        consumers.register("shenpi.notices.text_set", "public", told.on_text_set)
        consumers.register_many("shenpi.supervision.prompted", "internal", prompted.on_prompted)
        periodic.register("notices.follow", following.follow, every_seconds=0)
        periodic.register("notices.deliver", delivering.deliver, every_seconds=1)
