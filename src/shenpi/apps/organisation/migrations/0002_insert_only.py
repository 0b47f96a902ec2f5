"""The organisation's record can only grow: the database itself refuses UPDATE and DELETE."""

from django.db import migrations

_SQLITE = [
    f"""CREATE TRIGGER organisation_event_no_{verb.lower()} BEFORE {verb} ON organisation_organisationevent
       BEGIN SELECT RAISE(ABORT, 'organisation events are insert-only'); END"""
    for verb in ("UPDATE", "DELETE")
]
_POSTGRESQL = [
    """CREATE FUNCTION organisation_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'organisation events are insert-only' USING ERRCODE = 'integrity_constraint_violation';
       END $$""",
    """CREATE TRIGGER organisation_event_insert_only BEFORE UPDATE OR DELETE ON organisation_organisationevent
       FOR EACH ROW EXECUTE FUNCTION organisation_event_refuse()""",
]


def protect(apps, schema_editor):
    statements = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]
    operations = [migrations.RunPython(protect, migrations.RunPython.noop)]
