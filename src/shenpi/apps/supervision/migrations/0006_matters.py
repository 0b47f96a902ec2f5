"""Supervision orders and violation files, with entries that the database keeps as they are."""

import django.db.models.deletion
from django.db import migrations, models

import shenpi.apps.ids
from shenpi.apps.supervision.immutability import triggers


def protect(apps, schema_editor):
    """Keep the entries as they are."""
    keys = [["id"], ["matter_id", "position"]]
    for statement in triggers(schema_editor.connection.vendor, "supervision_matterentry", keys):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0005_signals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shenpi.apps.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("order", "督办"), ("violation", "违规查处")], max_length=12),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("signal_id", models.UUIDField(null=True)),
                ("case_id", models.UUIDField(null=True)),
                ("case_number", models.CharField(blank=True, default="", max_length=64)),
                ("agency_code", models.CharField(max_length=40)),
                ("agency_name", models.CharField(max_length=200)),
                ("office_code", models.CharField(blank=True, default="", max_length=64)),
                ("office_name", models.CharField(blank=True, default="", max_length=200)),
                ("person_id", models.UUIDField(null=True)),
                ("person_name", models.CharField(blank=True, default="", max_length=100)),
                ("state", models.CharField(max_length=12)),
                ("escalations", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "督办与查处",
                "indexes": [
                    models.Index(fields=["kind", "-opened_at", "-id"], name="matter_by_kind"),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="matter_due"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "year", "serial"), name="matter_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="MatterEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shenpi.apps.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("act", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("basis", models.TextField(blank=True, default="")),
                ("person_id", models.UUIDField(null=True)),
                ("person_name", models.CharField(blank=True, default="", max_length=100)),
                ("office_name", models.CharField(blank=True, default="", max_length=200)),
                ("due_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="supervision.matter",
                    ),
                ),
            ],
            options={
                "verbose_name": "督办与查处记录",
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "position"), name="matter_entry_once")
                ],
            },
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
