from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_certificates")]

    operations = [
        migrations.AlterField("document", "verification_code", models.CharField(max_length=12)),
        migrations.AddConstraint(
            "document", models.UniqueConstraint(fields=("verification_code",), name="document_code")
        ),
        migrations.AlterField("certificate", "holder", models.CharField(max_length=200)),
        migrations.AddIndex("certificate", models.Index(fields=["holder"], name="certificate_by_holder")),
    ]
