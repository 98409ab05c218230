import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reimbursement', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cost_centre', models.CharField(max_length=20)),
                ('year', models.PositiveSmallIntegerField(verbose_name='financial year that begins in')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=11)),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-year', 'cost_centre'],
                'constraints': [models.UniqueConstraint(models.F('cost_centre'), models.F('year'), name='budget_one_a_year'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='budget_not_negative'), models.CheckConstraint(condition=models.Q(('cost_centre', ''), _negated=True), name='budget_has_cost_centre'), models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2999)), name='budget_of_a_year')],
            },
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['cost_centre', 'activity_date'], name='claim_of_a_budget'),
        ),
    ]
