import django_filters as f

from resident_participation.votes.models import Kind, RuleSet


class RuleSetFilter(f.FilterSet):
    kind = f.ChoiceFilter(choices=Kind, label="种类")
    code = f.CharFilter(label="代码")

    class Meta:
        model = RuleSet
        fields = []
