"""The store of opinions is found by two signs; what it holds is copied over, its words cut."""

import django.db.models.deletion
from django.db import migrations, models

from shenpi.apps import gram_index, grams

AT_ONCE = 1000
COPIED = (
    "task_id", "case_id", "agency_id", "private", "office", "step", "person_name", "capacity", "principal_id",
    "principal_name", "verdict", "words", "signed_at",
)  # fmt: skip


def index(apps, schema_editor):
    for statement in gram_index.statements(
        schema_editor.connection.vendor, "casework_storedopinion", "grams"
    ):
        schema_editor.execute(statement, params=None)


def fill(apps, schema_editor):
    before, store = apps.get_model("casework", "OldOpinion"), apps.get_model("casework", "StoredOpinion")
    found = []
    for row in before.objects.order_by("signed_at", "id").values(*COPIED).iterator(chunk_size=AT_ONCE):
        found.append(store(**row, grams=grams.cut([row["words"], row["person_name"], row["step"]])))
        if len(found) == AT_ONCE:
            store.objects.bulk_create(found)
            found = []
    store.objects.bulk_create(found)


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
        ("casework", "0016_inspection"),
    ]

    operations = [
        migrations.RemoveIndex("storedopinion", "stored_opinion_by_agency"),
        migrations.RemoveIndex("storedopinion", "stored_opinion_lent"),
        migrations.RenameModel("StoredOpinion", "OldOpinion"),
        migrations.CreateModel(
            name="StoredOpinion",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("task_id", models.UUIDField(unique=True)),
                ("private", models.BooleanField()),
                ("office", models.CharField(blank=True, max_length=200)),
                ("step", models.CharField(max_length=64)),
                ("person_name", models.CharField(max_length=100)),
                ("capacity", models.CharField(max_length=20)),
                ("principal_id", models.UUIDField(null=True)),
                ("principal_name", models.CharField(blank=True, max_length=100)),
                ("verdict", models.CharField(max_length=32)),
                ("words", models.TextField(blank=True)),
                ("signed_at", models.DateTimeField()),
                ("grams", gram_index.GramsField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisation.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-signed_at", "-id"], name="opinion_by_moment"),
                    models.Index(fields=["agency", "-signed_at", "-id"], name="opinion_by_agency"),
                    models.Index(fields=["verdict", "-signed_at", "-id"], name="opinion_by_verdict"),
                    models.Index(
                        fields=["principal_id", "-signed_at"],
                        name="opinion_lent",
                        condition=models.Q(principal_id__isnull=False),
                    ),
                ],
            },
        ),
        migrations.RunPython(index, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.DeleteModel("OldOpinion"),
    ]
