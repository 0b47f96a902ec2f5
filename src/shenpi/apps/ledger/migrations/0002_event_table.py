"""The event table: insert-only on both databases, partitioned by the case's year on PostgreSQL.

Partitions are ranges of the case's identifier: a UUID of version 7 begins with the milliseconds since 1970,
so a year is a range, a case's ledger lies in one partition, and its sequence is unique without the date.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import migrations

FIRST_YEAR, LAST_YEAR = 2007, 2036
REFUSAL = "ledger: events are never changed or deleted"

SQLITE = f"""
CREATE TABLE ledger_caseevent (
    position integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    case_id char(32) NOT NULL,
    seq integer NOT NULL CHECK (seq > 0),
    type varchar(60) NOT NULL,
    actor_id char(32) NULL,
    actor_name varchar(100) NOT NULL,
    capacity varchar(20) NOT NULL,
    on_behalf_of char(32) NULL,
    "at" datetime NOT NULL,
    payload BLOB NOT NULL,
    prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    CONSTRAINT ledger_event_once UNIQUE (case_id, seq)
);
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger_caseevent
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;
CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger_caseevent
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;
CREATE TRIGGER ledger_no_replace BEFORE INSERT ON ledger_caseevent
    WHEN EXISTS (SELECT 1 FROM ledger_caseevent WHERE case_id = NEW.case_id AND seq = NEW.seq)
      OR EXISTS (SELECT 1 FROM ledger_caseevent WHERE position = NEW.position)
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
"""  # noqa: S608 - constants only

# The position's default takes the transaction's number first: core.ledger.reading relies on that order.
POSTGRESQL = f"""
CREATE SEQUENCE ledger_caseevent_position_seq AS bigint;
CREATE FUNCTION ledger_next_position() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_current_xact_id();
    RETURN nextval('ledger_caseevent_position_seq');
END $$;
CREATE TABLE ledger_caseevent (
    position bigint NOT NULL DEFAULT ledger_next_position(),
    case_id uuid NOT NULL,
    actor_id uuid NULL,
    on_behalf_of uuid NULL,
    "at" timestamptz NOT NULL,
    seq integer NOT NULL CHECK (seq > 0),
    type varchar(60) NOT NULL,
    actor_name varchar(100) NOT NULL,
    capacity varchar(20) NOT NULL,
    prev_hash bytea NOT NULL CHECK (length(prev_hash) = 32),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    payload bytea NOT NULL,
    CONSTRAINT ledger_event_once PRIMARY KEY (case_id, seq)
) PARTITION BY RANGE (case_id);
ALTER SEQUENCE ledger_caseevent_position_seq OWNED BY ledger_caseevent.position;
CREATE INDEX ledger_event_position ON ledger_caseevent (position);
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON ledger_caseevent
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_caseevent
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()
"""


def bound(year):
    """Return the first identifier of a year (as people count years in China)."""
    milliseconds = int(datetime(year, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp()) * 1000
    digits = f"{milliseconds:012x}"
    return f"{digits[:8]}-{digits[8:]}-0000-0000-000000000000"


def partition(name, values):
    return [
        f"CREATE TABLE {name} PARTITION OF ledger_caseevent {values}",
        f"CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON {name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
    ]


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        statements = [POSTGRESQL, *partition("ledger_caseevent_other", "DEFAULT")]
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            values = f"FOR VALUES FROM ('{bound(year)}') TO ('{bound(year + 1)}')"
            statements += partition(f"ledger_caseevent_{year}", values)
    else:
        statements = SQLITE.split(";\n")
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(create)]
