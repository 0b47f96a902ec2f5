"""Kinds of documents are data in `kinds`; from here on a new one needs no migration."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0014_offers"),
    ]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(help_text="a code of kinds.KINDS", max_length=24),
        ),
    ]
