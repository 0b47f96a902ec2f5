from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "shenpi.apps.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from shenpi.apps.organisation import staffing

        for model in ("Agency", "Office", "Post", "Person"):
            post_save.connect(staffing.forget, sender=f"organisation.{model}")
            post_delete.connect(staffing.forget, sender=f"organisation.{model}")
