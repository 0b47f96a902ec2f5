"""Processes being drawn, and what was handed in for approval."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import shenpi.apps.ids


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_immutable"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProcessDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shenpi.apps.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("bpmn", models.TextField()),
                (
                    "scenarios",
                    models.JSONField(
                        default=dict, help_text="process tests, as core.process.scenarios reads them"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "authors",
                    models.JSONField(
                        default=list, help_text="ids of everybody who changed it: none may approve it"
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "based_on",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="catalogue.processversion",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-changed_at"],
            },
        ),
        migrations.CreateModel(
            name="ProcessProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shenpi.apps.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.SlugField(max_length=40)),
                ("name", models.CharField(max_length=100)),
                ("bpmn", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("scenarios", models.JSONField()),
                ("report", models.JSONField(help_text="Report.to_json: what was proved of it, and how")),
                ("results", models.JSONField(help_text="each scenario with its result")),
                ("authors", models.JSONField()),
                ("revision", models.PositiveIntegerField(help_text="of the draft that was handed in")),
                (
                    "words",
                    models.CharField(
                        blank=True, help_text="what is new, in the designer's words", max_length=500
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("pending", "待核准"),
                            ("approved", "已核准发布"),
                            ("returned", "已退回"),
                            ("withdrawn", "已撤回送审"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="catalogue.processversion",
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decision", "pending")),
                        fields=("key",),
                        name="one_process_proposal_pending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", "approved"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("version__isnull", False),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="process_proposal_four_eyes",
                    ),
                ],
            },
        ),
    ]
