from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0011_people")]

    operations = [
        migrations.AddField(
            model_name="foreignsystem",
            name="region_code",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
    ]
