"""Rights in the database for the role that the servers sign in with, which is not the one that owns the tables.

Triggers refuse to change ledger and records to whoever asks, but the tables' owner could take the triggers away. The
role that serves reads and writes everything else, and may only add to what is insert-only (D3-068, D10-084).
"""

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Invalid, worded

_INSERT_ONLY = """
SELECT DISTINCT class.relname FROM pg_trigger
JOIN pg_class AS class ON class.oid = tgrelid
JOIN pg_namespace AS space ON space.oid = relnamespace AND space.nspname = current_schema()
WHERE tgtype::int & 32 = 32 AND NOT tgisinternal
"""
"""Tables with a trigger on TRUNCATE: only those that are never changed have one."""
_KNOWN = """
SELECT rolsuper OR rolcreaterole OR pg_has_role(oid, current_user, 'MEMBER') FROM pg_roles WHERE rolname = %s
"""


@transaction.atomic
def grant(role: str) -> list[str]:
    """Give `role` what serving needs and no more; returns the tables to which it may only add.

    Asked as the owner of the tables, after every migration. Raises Invalid: not PostgreSQL, no such role, or one that
    may do more than it ought to already.
    """
    if connection.vendor != "postgresql":
        raise Invalid("grant.vendor", _("只有 PostgreSQL 分角色授权。"))
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [role])
        found = cursor.fetchone()
        if found is None:
            raise Invalid("grant.unknown", worded(_("数据库中没有角色 %(role)s。"), role=role))
        if found[0]:
            raise Invalid(
                "grant.owner", worded(_("角色 %(role)s 拥有这些表，或者可以取得更大的权限。"), role=role)
            )
        cursor.execute(_INSERT_ONLY)
        kept = sorted(name for (name,) in cursor.fetchall())
        for statement in _statements(connection.ops.quote_name(role), kept):
            cursor.execute(statement)
    return kept


def _statements(role: str, kept: Iterable[str]) -> list[str]:
    every = "IN SCHEMA public"
    return [
        f"REVOKE ALL ON ALL TABLES {every} FROM {role}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES {every} TO {role}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES {every} TO {role}",
        *(f"REVOKE UPDATE, DELETE ON {connection.ops.quote_name(table)} FROM {role}" for table in kept),
    ]
