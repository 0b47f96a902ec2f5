"""TRUNCATE passes row triggers by: the organisation's record refuses it too, as ledger and supervision do."""

from django.db import migrations


def protect(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE TRIGGER organisation_event_kept BEFORE TRUNCATE ON organisation_organisationevent"
            " FOR EACH STATEMENT EXECUTE FUNCTION organisation_event_refuse()"
        )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0006_secretary")]
    operations = [migrations.RunPython(protect, migrations.RunPython.noop)]
