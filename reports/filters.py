import django_filters as f

from accounts.filters import UnderArea
from reports.models import Kind, Reminder, Report


class ReportFilter(f.FilterSet):
    """Reports, for the page and the API."""

    kind = f.ChoiceFilter(choices=Kind, label="种类")
    period = f.CharFilter(label="期别")
    area = UnderArea()
    state = f.MultipleChoiceFilter(choices=Report.State, label="状态")
    q = f.CharFilter("area__name", "icontains", label="区划名称")
    level = f.CharFilter("area__level", label="区划级别")
    place = f.CharFilter("area_id", label="只看这个区划（代码）")
    ordering = f.OrderingFilter(
        fields=[("period", "period"), ("area_id", "area"), ("issued_at", "issued_at"), ("due_on", "due_on")]
    )

    class Meta:
        model = Report
        fields = []


class ReminderFilter(f.FilterSet):
    """Reminders of deadlines."""

    area = UnderArea()
    kind = f.ChoiceFilter("report__kind", choices=Kind, label="种类")
    period = f.CharFilter("report__period", label="期别")
    when = f.ChoiceFilter(choices=Reminder.When, label="时点")
    ordering = f.OrderingFilter(fields=[("sent_at", "sent_at"), ("due_on", "due_on")])

    class Meta:
        model = Reminder
        fields = []
