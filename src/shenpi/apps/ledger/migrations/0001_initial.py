"""The ledger's tables. CaseEvent's own is made by hand in 0002: no migration framework makes partitions."""

from django.db import migrations, models

from shenpi.apps.packed import PackedJSONField


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Subscriber",
            fields=[
                (
                    "name",
                    models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="读者"),
                ),
                ("position", models.BigIntegerField(default=0, verbose_name="已读位置")),
                ("gaps", models.JSONField(default=list, verbose_name="待补位置")),
            ],
            options={"verbose_name": "账本读者"},
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="CaseEvent",
                    fields=[
                        ("position", models.BigAutoField(primary_key=True, serialize=False)),
                        ("case_id", models.UUIDField(verbose_name="办件")),
                        ("seq", models.PositiveIntegerField(verbose_name="序号")),
                        ("type", models.CharField(max_length=60, verbose_name="事件")),
                        ("actor_id", models.UUIDField(null=True, verbose_name="行为人标识")),
                        ("actor_name", models.CharField(max_length=100, verbose_name="行为人")),
                        ("capacity", models.CharField(max_length=20, verbose_name="身份")),
                        ("on_behalf_of", models.UUIDField(null=True, verbose_name="被代理人")),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        ("payload", PackedJSONField(verbose_name="内容")),
                        ("prev_hash", models.BinaryField(max_length=32)),
                        ("hash", models.BinaryField(max_length=32)),
                    ],
                    options={"verbose_name": "办件事件", "ordering": ["position"]},
                ),
                migrations.AddConstraint(
                    model_name="caseevent",
                    constraint=models.UniqueConstraint(fields=("case_id", "seq"), name="ledger_event_once"),
                ),
            ],
        ),
    ]
