import brygga.ground.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('municipalities', '0004_agreement_terms'),
    ]

    operations = [
        migrations.CreateModel(
            name='Guideline',
            fields=[
                ('id', models.UUIDField(default=brygga.ground.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('municipality', models.IntegerField()),
                ('reference', models.CharField(max_length=20)),
                ('demand', models.CharField(choices=[('home_only', 'Home Only'), ('consent', 'Consent'), ('committee', 'Committee')], max_length=12)),
                ('activity', models.CharField(blank=True, max_length=60)),
                ('area', models.CharField(blank=True, max_length=20)),
                ('step', models.CharField(blank=True, max_length=12)),
                ('reason', models.CharField(max_length=300)),
                ('decided_by', models.CharField(max_length=120)),
                ('decided_on', models.DateField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'reference'), name='one_guideline_per_reference')],
            },
        ),
    ]
