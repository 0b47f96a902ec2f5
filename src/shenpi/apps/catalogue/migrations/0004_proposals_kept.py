"""What was handed in for approval does not change, a decided proposal not at all, and none is deleted."""

from django.db import migrations

_REFUSED = "proposals are kept as they were handed in"
_HANDED_IN = "key, name, bpmn, sha256, scenarios, report, results, authors, revision, words, proposed_by_id, proposed_at"

_SQLITE = [
    f"""CREATE TRIGGER catalogue_proposal_{name} BEFORE {when}
        BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"""
    for name, when in (
        ("decided", "UPDATE ON catalogue_processproposal WHEN OLD.decision <> 'pending'"),
        ("handed_in", f"UPDATE OF {_HANDED_IN} ON catalogue_processproposal"),
        ("no_delete", "DELETE ON catalogue_processproposal"),
    )
]

_POSTGRESQL = [
    f"""CREATE FUNCTION catalogue_proposal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER catalogue_proposal_decided BEFORE UPDATE ON catalogue_processproposal
       FOR EACH ROW WHEN (OLD.decision <> 'pending') EXECUTE FUNCTION catalogue_proposal_refuse()""",
    f"""CREATE TRIGGER catalogue_proposal_handed_in BEFORE UPDATE OF {_HANDED_IN} ON catalogue_processproposal
        FOR EACH ROW EXECUTE FUNCTION catalogue_proposal_refuse()""",
    """CREATE TRIGGER catalogue_proposal_no_delete BEFORE DELETE ON catalogue_processproposal
       FOR EACH ROW EXECUTE FUNCTION catalogue_proposal_refuse()""",
]


def protect(apps, schema_editor):
    statements = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_process_drafts")]
    operations = [migrations.RunPython(protect, migrations.RunPython.noop)]
