from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_certificate_cases")]

    operations = [
        migrations.AlterField("case", "number", models.CharField(max_length=13)),
        migrations.AddConstraint("case", models.UniqueConstraint(fields=("number",), name="case_number")),
    ]
