from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reimbursement", "0003_checkers")]

    operations = [
        migrations.AddField(
            model_name="line",
            name="spent_date",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="line",
            name="written_date",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("spent_date", None), ("written_date", None)),
                    models.Q(
                        ("spent__isnull", False),
                        ("spent_date__isnull", False),
                        ("written_date__isnull", False),
                        ("spent_date__lte", models.F("written_date")),
                    ),
                    _connector="OR",
                ),
                name="line_spent_before_it_is_written",
            ),
        ),
    ]
