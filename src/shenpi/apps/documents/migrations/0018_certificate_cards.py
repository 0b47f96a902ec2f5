"""Certificates are found by two signs: a card for each, in an index as that of cases."""

import django.db.models.deletion
from django.db import migrations, models

from shenpi.apps import gram_index, grams

AT_ONCE = 1000


def index(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in gram_index.statements(vendor, "documents_certificatecard", "grams"):
        schema_editor.execute(statement, params=None)


def fill(apps, schema_editor):
    issued, cards = (apps.get_model("documents", name).objects for name in ("Certificate", "CertificateCard"))
    made = []
    known = issued.order_by("pk").values_list("pk", "document__number", "holder", "kind")
    for key, *words in known.iterator(chunk_size=AT_ONCE):
        made.append(cards.model(certificate_id=key, grams=grams.cut(words)))
        if len(made) == AT_ONCE:
            cards.bulk_create(made)
            made = []
    cards.bulk_create(made)


class Migration(migrations.Migration):
    dependencies = [("documents", "0017_wording_consent")]

    operations = [
        migrations.CreateModel(
            name="CertificateCard",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("grams", gram_index.GramsField()),
                (
                    "certificate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="card",
                        to="documents.certificate",
                    ),
                ),
            ],
        ),
        migrations.RunPython(index, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
