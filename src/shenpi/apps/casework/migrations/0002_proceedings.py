"""Proceedings beside the drawn process: special procedures, extension, hearing, a changed opinion."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import shenpi.apps.ids


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Proceeding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shenpi.apps.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("suspension", "特别程序"),
                            ("extension", "延长办理期限"),
                            ("hearing", "听证"),
                            ("opinion", "修改意见"),
                        ],
                        max_length=12,
                    ),
                ),
                ("marking", models.TextField(default="[]")),
                ("facts", models.JSONField(default=dict)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, default="", max_length=12)),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proceedings",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("case", "kind"),
                        name="one_open_proceeding",
                    )
                ],
            },
        ),
    ]
