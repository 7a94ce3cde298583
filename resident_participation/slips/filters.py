import django_filters as f

from core.querysets import seen_by
from resident_participation.slips.models import CallBackDraw, Delivery
from resident_participation.votes.models import Round


class DeliveryFilter(f.FilterSet):
    round = f.ModelChoiceFilter("seat__round", queryset=seen_by(Round), label="表决")
    outcome = f.ChoiceFilter(choices=Delivery.Outcome, label="结果")
    called_back = f.BooleanFilter(label="回访属实")

    class Meta:
        model = Delivery
        fields = []


class CallBackDrawFilter(f.FilterSet):
    round = f.ModelChoiceFilter(queryset=seen_by(Round), label="表决")

    class Meta:
        model = CallBackDraw
        fields = []
