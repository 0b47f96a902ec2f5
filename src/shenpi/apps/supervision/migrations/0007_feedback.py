"""Complaints, enquiries and ratings among the matters; who brought them kept apart, with every look at it."""

import django.db.models.deletion
from django.db import migrations, models

import shenpi.apps.ids
from shenpi.apps.supervision.immutability import triggers


def protect(apps, schema_editor):
    """Keep the record of who looked as it is."""
    for statement in triggers(schema_editor.connection.vendor, "supervision_filerreading", [["id"]]):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0006_matters"),
    ]

    operations = [
        migrations.CreateModel(
            name="Filer",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="filer",
                        serialize=False,
                        to="supervision.matter",
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("phone", models.CharField(blank=True, default="", max_length=40)),
                ("address", models.CharField(blank=True, default="", max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="FilerReading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shenpi.apps.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("person_name", models.CharField(max_length=100)),
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Prompt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shenpi.apps.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("task_id", models.UUIDField()),
                ("kind", models.CharField(max_length=10)),
                ("due_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField(null=True, unique=True)),
                ("visit_id", models.UUIDField(null=True, unique=True)),
                ("item_code", models.CharField(blank=True, default="", max_length=64)),
                ("agency_code", models.CharField(max_length=40)),
                ("office_code", models.CharField(blank=True, default="", max_length=64)),
                ("person_id", models.UUIDField(null=True)),
                ("channel", models.CharField(max_length=16)),
                ("grade", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True, default="")),
                ("struck", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "服务评价",
            },
        ),
        migrations.CreateModel(
            name="RatingTally",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("month", models.DateField()),
                ("agency_code", models.CharField(max_length=40)),
                ("office_code", models.CharField(max_length=64)),
                ("person", models.CharField(max_length=36)),
                ("item_code", models.CharField(max_length=64)),
                ("channel", models.CharField(max_length=16)),
                ("grade", models.PositiveSmallIntegerField()),
                ("number", models.BigIntegerField()),
            ],
        ),
        migrations.AlterModelOptions(
            name="matter",
            options={"verbose_name": "监察事项"},
        ),
        migrations.AlterModelOptions(
            name="matterentry",
            options={"verbose_name": "监察事项记录"},
        ),
        migrations.AddField(
            model_name="matter",
            name="category",
            field=models.CharField(blank=True, default="", max_length=16),
        ),
        migrations.AddField(
            model_name="matter",
            name="channel",
            field=models.CharField(blank=True, default="", max_length=16),
        ),
        migrations.AddField(
            model_name="matter",
            name="deadline_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="disclosed",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="finding",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
        migrations.AddField(
            model_name="matter",
            name="found_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="handler_code",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="matter",
            name="handler_name",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="matter",
            name="item_code",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="matter",
            name="item_name",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="matter",
            name="look_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="parent_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="published",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="matter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("order", "督办"),
                    ("violation", "违规查处"),
                    ("complaint", "投诉"),
                    ("enquiry", "咨询"),
                    ("rating", "差评整改"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="matter",
            name="state",
            field=models.CharField(max_length=16),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("look_at__isnull", False)), fields=["look_at"], name="matter_look"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("found_at__isnull", False)), fields=["found_at"], name="matter_found"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["agency_code", "-opened_at"], name="matter_by_agency"),
        ),
        migrations.AddField(
            model_name="filerreading",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="supervision.matter"
            ),
        ),
        migrations.AddConstraint(
            model_name="prompt",
            constraint=models.UniqueConstraint(fields=("task_id", "kind", "due_at"), name="prompted_once"),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(fields=["agency_code", "-at"], name="rating_by_agency"),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(fields=["-at"], name="rating_by_moment"),
        ),
        migrations.AddConstraint(
            model_name="ratingtally",
            constraint=models.UniqueConstraint(
                fields=("month", "agency_code", "office_code", "person", "item_code", "channel", "grade"),
                name="rating_tally_once",
            ),
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
