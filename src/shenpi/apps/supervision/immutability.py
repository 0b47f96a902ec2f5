"""Triggers by which the database itself refuses to change or delete a record (D3-068: 「并不得更改」)."""

from collections.abc import Sequence

REASON = "records of supervision are never changed or deleted (D3-068)"


def triggers(vendor: str, table: str, keys: Sequence[Sequence[str]]) -> list[str]:
    """Return the statements that make `table` insert-only; `keys` are its unique columns, primary key included.

    On PostgreSQL UPDATE, DELETE and TRUNCATE are refused. SQLite has no TRUNCATE (a DELETE without a condition asks
    the trigger too), but INSERT OR REPLACE deletes without asking; so a taken key is refused there.
    """
    if vendor == "postgresql":
        return [
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{REASON}' USING ERRCODE = 'restrict_violation'; END $$",
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
            f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REASON}'); END"
    exists = "EXISTS (SELECT 1 FROM"
    taken = " OR ".join("(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")" for key in keys)
    return [
        f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table}"
        f" WHEN {exists} {table} WHERE {taken}) {refuse}",
    ]
