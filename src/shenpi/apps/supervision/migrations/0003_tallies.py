"""Pre-aggregates (filled by `recounting` after migrating), and when the rules look at a case next."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0002_immutable_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseTally",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
                ("measure", models.CharField(max_length=16)),
                ("agency_code", models.CharField(max_length=40)),
                ("item_code", models.CharField(max_length=64)),
                ("channel", models.CharField(max_length=16)),
                ("private", models.BooleanField()),
                ("number", models.BigIntegerField()),
                ("seconds", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="KnownAgency",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("region_code", models.CharField(blank=True, default="", max_length=12)),
                ("told_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="OpenTally",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("hour", models.DateTimeField()),
                ("agency_code", models.CharField(max_length=40)),
                ("office_code", models.CharField(max_length=64)),
                ("number", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="StepTally",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("month", models.DateField()),
                ("agency_code", models.CharField(max_length=40)),
                ("office_code", models.CharField(max_length=64)),
                ("item_code", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("number", models.BigIntegerField()),
                ("late", models.BigIntegerField()),
                ("seconds", models.BigIntegerField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name="monitoredstep",
            name="open_step_by_due",
        ),
        migrations.AddField(
            model_name="monitoredcase",
            name="look_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="monitoredstep",
            name="item_code",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddIndex(
            model_name="monitoredcase",
            index=models.Index(
                condition=models.Q(("look_at", None), _negated=True),
                fields=["look_at"],
                name="monitored_case_to_look_at",
            ),
        ),
        migrations.AddIndex(
            model_name="monitoredstep",
            index=models.Index(
                condition=models.Q(("begun_at__isnull", False), ("ended_at__isnull", True)),
                fields=["due_at", "task_id", "agency_code", "office_code"],
                name="open_step_by_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="casetally",
            constraint=models.UniqueConstraint(
                fields=("day", "measure", "agency_code", "item_code", "channel", "private"),
                name="case_tally_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="opentally",
            constraint=models.UniqueConstraint(
                fields=("kind", "hour", "agency_code", "office_code"), name="open_tally_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="steptally",
            constraint=models.UniqueConstraint(
                fields=("month", "agency_code", "office_code", "item_code", "name"), name="step_tally_once"
            ),
        ),
        migrations.RunSQL(
            "UPDATE supervision_monitoredstep SET item_code ="
            " (SELECT c.item_code FROM supervision_monitoredcase c"
            " WHERE c.case_id = supervision_monitoredstep.case_id)",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "UPDATE supervision_monitoredcase SET look_at = received_at WHERE closed_at IS NULL",
            migrations.RunSQL.noop,
        ),
    ]
