from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "shenpi.apps.oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shenpi.apps.exchange import consumers
        from shenpi.apps.oversight import projection

        consumers.register("shenpi.supervision.matter.told", "internal", projection.on_told)
