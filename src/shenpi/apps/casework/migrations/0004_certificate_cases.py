import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_receipt"),
        ("documents", "0003_certificates"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "尚未决定"),
                    ("granted", "准予许可"),
                    ("refused", "不予许可"),
                    ("lapsed", "逾期未缴费终止"),
                    ("revoked", "撤销许可"),
                    ("void", "注销许可"),
                    ("kept", "许可继续有效"),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            name="CertificateCase",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="upon_certificate",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="documents.certificate",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("renewal", "延续"),
                            ("change", "变更"),
                            ("revocation", "撤销"),
                            ("cancellation", "注销"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
        ),
    ]
