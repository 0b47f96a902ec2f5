"""What the central offices said to agencies' wordings; what was in force without them stays so."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_REFUSED = "consents do not change"
_SQLITE = [
    f"""CREATE TRIGGER documents_consent_no_{verb.lower()} BEFORE {verb} ON documents_wordingconsent
        BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"""
    for verb in ("UPDATE", "DELETE")
]
_POSTGRESQL = [
    """CREATE TRIGGER documents_consent_insert_only BEFORE UPDATE OR DELETE ON documents_wordingconsent
       FOR EACH ROW EXECUTE FUNCTION documents_wording_refuse()""",
]


def consent_to_all(apps, schema_editor):
    consents = apps.get_model("documents", "WordingConsent").objects
    versions = apps.get_model("documents", "WordingVersion").objects
    for key, at in versions.values_list("pk", "at"):
        consents.create(version_id=key, agreed=True, at=at)


def protect(apps, schema_editor):
    statements = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0016_certificates_in_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WordingConsent",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="consent",
                        serialize=False,
                        to="documents.wordingversion",
                    ),
                ),
                ("agreed", models.BooleanField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        help_text="null: in force already when consent came to be asked for",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunPython(consent_to_all, migrations.RunPython.noop),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
