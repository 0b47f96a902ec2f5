"""The database itself refuses to change or delete a warning record (D3-068: 「并不得更改」)."""

from django.db import migrations

TABLE = "supervision_warningrecord"
REASON = "warning records are never changed or deleted (D3-068)"

POSTGRESQL = (
    f"""
    CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REASON}' USING ERRCODE = 'restrict_violation'; END $$
    """,
    f"""
    CREATE TRIGGER {TABLE}_fixed BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()
    """,
    f"""
    CREATE TRIGGER {TABLE}_kept BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()
    """,
)
SQLITE = (
    f"CREATE TRIGGER {TABLE}_fixed BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REASON}'); END",
    f"CREATE TRIGGER {TABLE}_kept BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REASON}'); END",
    # INSERT OR REPLACE deletes the old row without asking a DELETE trigger; so a taken key is refused here.
    f"""
    CREATE TRIGGER {TABLE}_not_replaced BEFORE INSERT ON {TABLE}
    WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR task_id = NEW.task_id)
    BEGIN SELECT RAISE(ABORT, '{REASON}'); END
    """,  # noqa: S608
)


def protect(apps, schema_editor):
    """Create the triggers of this database."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial")]
    operations = [migrations.RunPython(protect, migrations.RunPython.noop)]
