"""What the API takes: the shape of each input. Rules are the actions'."""

from rest_framework import serializers

from accounts.models import Area
from communities.models import Community
from projects import steps
from projects.models import PERIOD, Programme, ProgressReport, Project, YearTarget
from projects.progress_actions import QUANTITIES


class ProjectInput(serializers.ModelSerializer):
    """Facts of a project. On PATCH only the given ones change; `If-Match` with its version refuses stale writes."""

    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.streets(), label="街道代码")
    communities = serializers.ListField(child=serializers.IntegerField(), label="小区编号（id）")
    note = serializers.CharField(required=False, default="", write_only=True, max_length=500)

    class Meta:
        model = Project
        fields = ["name", "code", "area", "unit", "communities", "plan_year", "plan_kind", "planned_start"]
        fields += ["planned_finish", "budget", "owner", "contractor", "permit_date", "contract_date", "note"]
        extra_kwargs = {"code": {"validators": []}}  # the action's full_clean says it

    def validate_communities(self, keys):
        """Only communities that the person sees exist."""
        found = list(Community.objects.visible_to(self.context["request"].user).filter(pk__in=keys))
        if len(found) != len(set(keys)):
            raise serializers.ValidationError("有的小区不存在，或不在您的范围内")
        return found


class NoteInput(serializers.Serializer):
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=500)


class ReasonInput(serializers.Serializer):
    reason = serializers.CharField(max_length=200)


class DayInput(NoteInput):
    date = serializers.DateField()


class StartInput(NoteInput):
    first_works_date = serializers.DateField()
    start_order_date = serializers.DateField(required=False, allow_null=True, default=None)


class NothingInput(serializers.Serializer):
    """No words needed."""


INPUTS = {
    steps.NOTE: NoteInput,
    steps.REASON: ReasonInput,
    steps.DAY: DayInput,
    steps.START: StartInput,
    steps.NOTHING: NothingInput,
}


class ProgressInput(serializers.ModelSerializer):
    """A month's figures: cumulative, by the end of the month."""

    class Meta:
        model = ProgressReport
        fields = [*QUANTITIES, "note", "problems", "reason"]


class NewProgressInput(ProgressInput):
    project = serializers.IntegerField()
    period = serializers.RegexField(PERIOD.regex, label="月份，形如 2026-10")

    class Meta(ProgressInput.Meta):
        fields = ["project", "period", *ProgressInput.Meta.fields]


class LockPeriodInput(serializers.Serializer):
    period = serializers.RegexField(PERIOD.regex, label="月份，形如 2026-10")
    area = serializers.CharField(max_length=12, label="区划代码")


class PhotoInput(serializers.Serializer):
    file = serializers.FileField()
    caption = serializers.CharField(required=False, default="", max_length=80)


class ProgrammeInput(serializers.ModelSerializer):
    area = serializers.PrimaryKeyRelatedField(queryset=Area.objects.filter(level=Area.Level.CITY), label="城市代码")

    class Meta:
        model = Programme
        fields = ["name", "area", "first_year", "last_year", "document"]


class TargetInput(serializers.ModelSerializer):
    class Meta:
        model = YearTarget
        fields = ["communities", "floor_area", "households", "investment"]


class NewTargetInput(TargetInput):
    programme = serializers.IntegerField()
    area = serializers.SlugRelatedField(queryset=Area.objects.districts(), slug_field="code", label="区（县、市）代码")
    year = serializers.IntegerField()

    class Meta(TargetInput.Meta):
        fields = ["programme", "area", "year", *TargetInput.Meta.fields]
        validators = []  # one target per area and year: the action says it
