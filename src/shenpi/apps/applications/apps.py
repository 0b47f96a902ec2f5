from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "shenpi.apps.applications"
    label = "applications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shenpi.apps.applications import addressing, projection
        from shenpi.apps.exchange import consumers
        from shenpi.apps.notices import people

        consumers.register_many("shenpi.case.*", "public", projection.on_case_events)
        consumers.register("shenpi.document.published", "public", projection.on_document)
        consumers.register("shenpi.certificate.standing", "public", projection.on_certificate)
        consumers.register("shenpi.notice.published", "public", projection.on_notice)
        consumers.register("shenpi.hearing.announced", "public", projection.on_hearing)
        consumers.register("shenpi.inspection.published", "public", projection.on_inspection)
        people.register("public", addressing.applicants)
