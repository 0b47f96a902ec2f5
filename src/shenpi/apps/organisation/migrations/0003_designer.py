"""Somebody draws processes: the role 流程设计人员."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_insert_only"),
    ]

    operations = [
        migrations.AlterField(
            model_name="post",
            name="role",
            field=models.CharField(
                choices=[
                    ("acceptor", "窗口受理人员"),
                    ("handler", "承办人"),
                    ("office_head", "科室负责人"),
                    ("leader", "分管领导"),
                    ("supervisor", "监察人员"),
                    ("legal", "法制审核人员"),
                    ("reform", "审改人员"),
                    ("designer", "流程设计人员"),
                    ("cashier", "收费人员"),
                    ("administrator", "系统管理员"),
                    ("applicant", "申请人"),
                ],
                max_length=16,
            ),
        ),
    ]
