"""What is published does not change: the database itself refuses it, whoever asks.

Versions of items and processes, and the co-offices of a published version.
"""

from django.db import migrations

_REFUSED = "published versions do not change"

_SQLITE = [
    f"""CREATE TRIGGER catalogue_{name} BEFORE {when}
        BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"""
    for name, when in (
        ("version_no_update", "UPDATE ON catalogue_itemversion WHEN OLD.published_at IS NOT NULL"),
        ("version_no_delete", "DELETE ON catalogue_itemversion WHEN OLD.published_at IS NOT NULL"),
        ("process_no_update", "UPDATE ON catalogue_processversion"),
        ("process_no_delete", "DELETE ON catalogue_processversion"),
        *(
            (
                f"co_offices_no_{verb.lower()}",
                f"""{verb} ON catalogue_itemversion_co_offices WHEN EXISTS (
                    SELECT 1 FROM catalogue_itemversion v
                     WHERE v.id = {row}.itemversion_id AND v.published_at IS NOT NULL)""",  # noqa: S608
            )
            for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
        ),
    )
]

_POSTGRESQL = [
    f"""CREATE FUNCTION catalogue_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE FUNCTION catalogue_refuse_co_offices() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT 1 FROM catalogue_itemversion v WHERE v.published_at IS NOT NULL
                      AND v.id = COALESCE(OLD.itemversion_id, NEW.itemversion_id))
          THEN RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
          IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
          RETURN NEW;
        END $$""",  # noqa: S608
    """CREATE TRIGGER catalogue_version_immutable BEFORE UPDATE OR DELETE ON catalogue_itemversion
       FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION catalogue_refuse()""",
    """CREATE TRIGGER catalogue_process_immutable BEFORE UPDATE OR DELETE ON catalogue_processversion
       FOR EACH ROW EXECUTE FUNCTION catalogue_refuse()""",
    """CREATE TRIGGER catalogue_co_offices_immutable
       BEFORE INSERT OR UPDATE OR DELETE ON catalogue_itemversion_co_offices
       FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_co_offices()""",
]


def protect(apps, schema_editor):
    statements = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(protect, migrations.RunPython.noop)]
