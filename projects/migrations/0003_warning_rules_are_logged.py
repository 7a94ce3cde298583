from django.db import migrations


class Migration(migrations.Migration):
    """The rules that shipped before were not in the change log. Nobody could change them nor refers to them yet: they
    are written again, through the gate, when the tables that ship are loaded."""

    dependencies = [("projects", "0002_units_plan_and_projects")]
    operations = [migrations.RunSQL("DELETE FROM projects_warningrule WHERE version = 0", migrations.RunSQL.noop)]
