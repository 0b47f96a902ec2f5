from typing import Any

from django.db import migrations, models

FOLD = """
CREATE TEMPORARY TABLE months AS
  SELECT FIRST_DAY AS month, measure, agency_code, item_code, channel, private,
    SUM(number) AS number, SUM(seconds) AS seconds
  FROM supervision_casetally GROUP BY FIRST_DAY, measure, agency_code, item_code, channel, private;
DELETE FROM supervision_casetally;
INSERT INTO supervision_casetally (month, measure, agency_code, item_code, channel, private, number, seconds)
  SELECT month, measure, agency_code, item_code, channel, private, number, seconds FROM months;
DROP TABLE months
"""
FIRST_DAY = {"postgresql": "date_trunc('month', month)::date", "sqlite": "date(month, 'start of month')"}


def fold(apps: Any, editor: Any) -> None:
    """Add the days of each month up; what a month counts stays the same."""
    for statement in FOLD.replace("FIRST_DAY", FIRST_DAY[editor.connection.vendor]).split(";"):
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("supervision", "0008_upward")]

    operations = [
        migrations.CreateModel(
            name="DayTally",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("measure", models.CharField(max_length=16)),
                ("agency_code", models.CharField(max_length=40)),
                ("number", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "measure", "agency_code"), name="day_tally_once")
                ]
            },
        ),
        migrations.RunSQL(
            "INSERT INTO supervision_daytally (day, measure, agency_code, number)"
            " SELECT day, measure, agency_code, SUM(number) FROM supervision_casetally"
            " GROUP BY day, measure, agency_code",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveConstraint(model_name="casetally", name="case_tally_once"),
        migrations.RenameField(model_name="casetally", old_name="day", new_name="month"),
        migrations.RunPython(fold, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="casetally",
            constraint=models.UniqueConstraint(
                fields=("month", "measure", "agency_code", "item_code", "channel", "private"),
                name="case_tally_once",
            ),
        ),
        migrations.AddIndex(
            model_name="casetally",
            index=models.Index(fields=["agency_code", "item_code", "month"], name="case_tally_in_order"),
        ),
        migrations.AddIndex(
            model_name="steptally",
            index=models.Index(fields=["agency_code", "item_code", "month"], name="step_tally_in_order"),
        ),
    ]
