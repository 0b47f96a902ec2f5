from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "shenpi.apps.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shenpi.apps import periodic
        from shenpi.apps.payments import carrying

        periodic.register("payments.carry", carrying.carry, every_seconds=2)
