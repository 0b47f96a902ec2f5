from django.db import migrations, models


class Migration(migrations.Migration):
    """What applicants undertake for a material instead of handing it in at once."""

    dependencies = [("applications", "0005_service")]

    operations = [
        migrations.AddField(
            "draft",
            "undertakings",
            models.JSONField(
                default=dict,
                help_text='by material: "commitment" instead of it, or "follow": it comes later',
            ),
        ),
        migrations.AddField(
            "application", "undertakings", models.JSONField(default=dict, help_text="as in the draft")
        ),
        migrations.AddField(
            "application",
            "gap_filled_at",
            models.DateTimeField(help_text="when what was to follow was handed in", null=True),
        ),
    ]
