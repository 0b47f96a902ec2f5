"""A column for the options of an item's version.

Added by ALTER TABLE: on SQLite Django would make the table anew, and the triggers that keep published versions
unchanged would be lost with the old one.
"""

from django.db import migrations, models

_TYPE = {"postgresql": "jsonb", "sqlite": "text"}


def add(apps, schema_editor):
    kind = _TYPE[schema_editor.connection.vendor]
    schema_editor.execute(
        f"ALTER TABLE catalogue_itemversion ADD COLUMN options {kind} NOT NULL DEFAULT '{{}}'"
    )


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_proposals_kept")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add, migrations.RunPython.noop)],
            state_operations=[
                migrations.AddField(
                    "itemversion",
                    "options",
                    models.JSONField(
                        db_default={},
                        default=dict,
                        help_text="how it is received and handled, keys in options.py",
                    ),
                )
            ],
        )
    ]
