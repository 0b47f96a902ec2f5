"""The cases upon a certificate; kept apart from `models` for size alone."""

from django.db import models

from shenpi.apps.documents.standing import Purpose


class CertificateCase(models.Model):
    """That a case is upon a certificate: its renewal, change, revocation, recall or cancellation."""

    case = models.OneToOneField(
        "casework.Case", models.PROTECT, primary_key=True, related_name="upon_certificate"
    )
    certificate = models.ForeignKey("documents.Certificate", models.PROTECT, related_name="cases")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)

    def __str__(self) -> str:
        return f"{self.purpose} {self.certificate_id}"
