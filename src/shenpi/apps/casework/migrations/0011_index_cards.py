"""The index of cases: a card for each case, found by two signs; existing cases get theirs here."""

import django.db.models.deletion
from django.db import migrations, models

from shenpi.apps import gram_index, grams

AT_ONCE = 1000
COPIED = ("id", "number", "item_version_id", "agency_id", "received_at", "applicant", "form")


def index(apps, schema_editor):
    for statement in gram_index.statements(schema_editor.connection.vendor, "casework_indexcard", "grams"):
        schema_editor.execute(statement, params=None)


def fill(apps, schema_editor):
    case, card = apps.get_model("casework", "Case"), apps.get_model("casework", "IndexCard")
    found = []
    for key, number, version, agency, received_at, applicant, form in (
        case.objects.order_by("id").values_list(*COPIED).iterator(chunk_size=AT_ONCE)
    ):
        name = applicant["name"]
        found.append(
            card(
                case_id=key, number=number, item_version_id=version, agency_id=agency, received_at=received_at,
                applicant=name, grams=grams.cut([name, *grams.leaves(form)]),
            )
        )  # fmt: skip
        if len(found) == AT_ONCE:
            card.objects.bulk_create(found)
            found = []
    card.objects.bulk_create(found)


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("organisation", "0001_initial"),
        ("casework", "0010_bundles"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexCard",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="card", to="casework.case"
                    ),
                ),
                ("number", models.CharField(max_length=13)),
                (
                    "item_version",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="catalogue.itemversion",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.agency",
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("applicant", models.TextField()),
                ("grams", gram_index.GramsField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-received_at"], name="card_by_receipt"),
                    models.Index(fields=["item_version", "-received_at"], name="card_by_item"),
                ],
            },
        ),
        migrations.RunPython(index, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
