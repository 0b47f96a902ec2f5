from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "shenpi.apps.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shenpi.apps import periodic
        from shenpi.apps.exchange.keeping import purge

        periodic.register("exchange.purge", purge, every_seconds=3600)
