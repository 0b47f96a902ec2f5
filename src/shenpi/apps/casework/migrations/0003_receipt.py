import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Paper files, cases entered afterwards, originals checked, and the proceedings that begin with acceptance."""

    dependencies = [
        ("casework", "0002_proceedings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "casematerial",
            "checked",
            models.CharField(
                blank=True,
                choices=[("same", "与原件一致"), ("differs", "与原件不符")],
                default="",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            "case",
            "channel",
            models.CharField(
                choices=[
                    ("online", "网上申报"),
                    ("window", "窗口申报"),
                    ("office", "依职权办理"),
                    ("afterwards", "事后补录"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            "proceeding",
            "kind",
            models.CharField(
                choices=[
                    ("suspension", "特别程序"),
                    ("extension", "延长办理期限"),
                    ("hearing", "听证"),
                    ("opinion", "修改意见"),
                    ("field_check", "现场核查"),
                    ("third_party", "听取利害关系人意见"),
                    ("meeting", "集体讨论"),
                    ("import", "扫描导入"),
                    ("gap", "容缺补交"),
                    ("commitment", "承诺核查"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            "PaperFile",
            [
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="paper",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("held_since", models.DateTimeField()),
                ("offered_at", models.DateTimeField(null=True)),
                (
                    "returned_at",
                    models.DateTimeField(help_text="when it was given back to the applicant", null=True),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offered_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(holder__isnull=False) | models.Q(returned_at__isnull=False),
                        name="paper_has_a_holder",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            "PastRecord",
            [
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="past",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("source", models.CharField(max_length=60)),
                ("source_number", models.CharField(max_length=60)),
                ("reason", models.CharField(max_length=500)),
                ("document_number", models.CharField(blank=True, default="", max_length=80)),
                ("entered_at", models.DateTimeField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["source", "source_number"], name="entered_once")
                ]
            },
        ),
    ]
