from typing import Any

from django.db import migrations, models

FILL = """
INSERT INTO supervision_persontally (month, agency_code, person, name, number)
SELECT MONTH, agency_code, PERSON, person_name, COUNT(*) FROM supervision_monitoredstep
WHERE begun_at IS NOT NULL AND ended_at IS NOT NULL AND NOT suspended AND person_id IS NOT NULL
GROUP BY MONTH, agency_code, PERSON, person_name
"""
PARTS = [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)]
"""Of a UUID as SQLite keeps it."""
WORDS = {
    "postgresql": ("date_trunc('month', ended_at AT TIME ZONE 'Asia/Shanghai')::date", "person_id::text"),
    "sqlite": (
        "date(ended_at, '+8 hours', 'start of month')",
        " || '-' || ".join(f"substr(person_id, {start}, {length})" for start, length in PARTS),
    ),
}


def fill(apps: Any, editor: Any) -> None:
    """Count what was kept before; an installation without tallies gets them all when it has migrated."""
    month, person = WORDS[editor.connection.vendor]
    editor.execute(FILL.replace("MONTH", month).replace("PERSON", person))


class Migration(migrations.Migration):
    dependencies = [("supervision", "0010_objections")]

    operations = [
        migrations.CreateModel(
            name="PersonTally",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("month", models.DateField()),
                ("agency_code", models.CharField(max_length=40)),
                ("person", models.CharField(max_length=36)),
                ("name", models.CharField(max_length=100)),
                ("number", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("month", "agency_code", "person", "name"), name="person_tally_once"
                    )
                ]
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
