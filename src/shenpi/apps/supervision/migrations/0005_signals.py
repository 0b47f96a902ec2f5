"""Signals, quashings, settings and seals: records that the database itself keeps as they are."""

from django.db import migrations, models

import shenpi.apps.ids
from shenpi.apps.supervision.immutability import triggers

KEPT = {
    "signal": [["id"], ["subject", "rule", "key", "level"]],
    "quashing": [["id"], ["kind", "record_id"]],
    "rulesetting": [["id"]],
    "seal": [["position"], ["kind", "row_id"]],
}


def protect(apps, schema_editor):
    """Create the triggers of this database."""
    for table, keys in KEPT.items():
        for statement in triggers(schema_editor.connection.vendor, f"supervision_{table}", keys):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0004_foreign_systems"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedItem",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("item_code", models.CharField(max_length=64)),
                ("number", models.PositiveIntegerField()),
                ("agency_code", models.CharField(max_length=40)),
                ("published_at", models.DateTimeField()),
                ("content", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("item_code", "number"), name="published_item_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Quashing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shenpi.apps.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("record_id", models.UUIDField()),
                ("reason", models.TextField()),
                ("decision", models.CharField(blank=True, default="", max_length=200)),
                ("person_id", models.UUIDField(null=True)),
                ("person_name", models.CharField(blank=True, default="", max_length=100)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "撤销",
                "constraints": [models.UniqueConstraint(fields=("kind", "record_id"), name="quashed_once")],
            },
        ),
        migrations.CreateModel(
            name="RuleSetting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shenpi.apps.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("rule", models.CharField(max_length=40)),
                ("agency_code", models.CharField(blank=True, default="", max_length=40)),
                ("item_code", models.CharField(blank=True, default="", max_length=64)),
                ("value", models.JSONField()),
                ("reason", models.TextField()),
                ("person_id", models.UUIDField()),
                ("person_name", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "规则设置",
                "indexes": [models.Index(fields=["rule", "at"], name="setting_by_rule")],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("position", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("row_id", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "row_id"), name="sealed_once")],
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shenpi.apps.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("rule", models.CharField(max_length=40)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("warning", "预警"),
                            ("anomaly", "异常"),
                            ("yellow", "黄牌"),
                            ("red", "红牌"),
                        ],
                        max_length=8,
                    ),
                ),
                ("subject", models.CharField(max_length=240)),
                ("key", models.CharField(max_length=64)),
                ("case_id", models.UUIDField(null=True)),
                ("case_number", models.CharField(blank=True, default="", max_length=64)),
                ("item_code", models.CharField(blank=True, default="", max_length=64)),
                ("item_name", models.TextField(blank=True, default="")),
                ("agency_code", models.CharField(max_length=40)),
                ("agency_name", models.CharField(max_length=200)),
                ("office_code", models.CharField(blank=True, default="", max_length=64)),
                ("office_name", models.CharField(blank=True, default="", max_length=200)),
                ("person_id", models.UUIDField(null=True)),
                ("person_name", models.CharField(blank=True, default="", max_length=100)),
                ("capacity", models.CharField(blank=True, default="", max_length=20)),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                ("since", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("raised_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "监察信号",
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="signal_by_moment"),
                    models.Index(fields=["level", "-at", "-id"], name="signal_by_level"),
                    models.Index(fields=["agency_code", "-at", "-id"], name="signal_by_agency"),
                    models.Index(fields=["person_id", "-at"], name="signal_by_person"),
                    models.Index(fields=["case_id"], name="signal_by_case"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "rule", "key", "level"), name="signal_once")
                ],
            },
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
