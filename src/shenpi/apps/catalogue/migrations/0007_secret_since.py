"""Since when an item is secret, instead of whether; the database keeps no secret item in force."""

from django.db import migrations, models
from django.db.models.functions import Now


def since_now(apps, schema_editor):
    apps.get_model("catalogue", "Item").objects.filter(is_secret=True).update(
        secret_since=Now(), current=None, is_private=True
    )


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0006_bundles")]
    operations = [
        migrations.AddField(
            "item",
            "secret_since",
            models.DateTimeField(help_text="while it is set the item has no version in force", null=True),
        ),
        migrations.RunPython(since_now, migrations.RunPython.noop),
        migrations.RemoveField("item", "is_secret"),
        migrations.AddConstraint(
            "item",
            models.CheckConstraint(
                condition=models.Q(secret_since__isnull=True) | models.Q(current__isnull=True),
                name="secret_items_not_in_force",
            ),
        ),
    ]
