"""The emergency opening's policy on working notes goes: no such opening shows them (ground.walls raises the rest)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_given_numbers")]

    operations = [
        migrations.RunSQL(
            "drop policy if exists staff_in_emergency_select on cases_workingnote", migrations.RunSQL.noop
        )
    ]
