import django_filters as f

from core.querysets import seen_by
from resident_participation.recounts.models import Challenge, Recheck, Recount
from resident_participation.votes.models import Round


class ChallengeFilter(f.FilterSet):
    round = f.ModelChoiceFilter(queryset=seen_by(Round), label="表决")

    class Meta:
        model = Challenge
        fields = []


class RecountFilter(f.FilterSet):
    round = f.ModelChoiceFilter(queryset=seen_by(Round), label="表决")
    state = f.ChoiceFilter(choices=Recount.State, label="状态")

    class Meta:
        model = Recount
        fields = []


class RecheckFilter(f.FilterSet):
    recount = f.ModelChoiceFilter(queryset=seen_by(Recount), label="复核")
    agrees = f.BooleanFilter(label="和计入的一致")

    class Meta:
        model = Recheck
        fields = []
