from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "shenpi.apps.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shenpi.apps.exchange import consumers

        from . import projection

        consumers.register("shenpi.catalogue.item_published", "public", projection.on_item_published)
        consumers.register("shenpi.catalogue.item_withdrawn", "public", projection.on_item_withdrawn)
        consumers.register("shenpi.catalogue.bundle_published", "public", projection.on_bundle_published)
