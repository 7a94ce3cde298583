import django_filters as f

from core.querysets import seen_by
from resident_participation.objections.models import Objection
from resident_participation.votes.models import Round


class ObjectionFilter(f.FilterSet):
    round = f.ModelChoiceFilter(queryset=seen_by(Round), label="表决")
    state = f.ChoiceFilter(choices=Objection.State, label="状态")

    class Meta:
        model = Objection
        fields = []
