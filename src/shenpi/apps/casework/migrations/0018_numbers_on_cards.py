"""Cards are found by their applicant's whole number: the words of existing ones get it."""

from itertools import islice

from django.db import migrations

from shenpi.apps import grams

AT_ONCE = 1000


def fill(apps, schema_editor):
    card = apps.get_model("casework", "IndexCard")
    cards = card.objects.select_related("case").only("grams", "case__applicant").order_by("id")
    read = cards.iterator(chunk_size=AT_ONCE)
    while found := list(islice(read, AT_ONCE)):
        changed = []
        for each in found:
            if token := grams.sealed(each.case.applicant.get("id_number", "")):
                each.grams = f"{each.grams} {grams.APART} {token}" if each.grams else token
                changed.append(each)
        card.objects.bulk_update(changed, ["grams"])


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0017_opinions_by_words"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
