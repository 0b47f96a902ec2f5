"""Inspection records open to the public."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0010_certificates_by_number"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicInspection",
            fields=[
                (
                    "record_id",
                    models.UUIDField(help_text="of the record's paper", primary_key=True, serialize=False),
                ),
                ("case_id", models.UUIDField(db_index=True)),
                ("number", models.CharField(db_index=True, max_length=13)),
                ("item_name", models.CharField(blank=True, max_length=500)),
                ("agency_name", models.CharField(blank=True, db_index=True, max_length=200)),
                ("holder", models.CharField(blank=True, db_index=True, max_length=200)),
                ("document_number", models.CharField(blank=True, max_length=80)),
                ("inspected_on", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("findings", models.TextField(blank=True)),
                ("result", models.CharField(max_length=16)),
                ("advice", models.TextField(blank=True)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["-published_at", "-record_id"], name="inspections_newest")],
            },
        ),
    ]
