import django_filters as f

from communities.models import Community
from core.querysets import seen_by
from resident_participation.votes.models import Round


class LiftFilter(f.FilterSet):
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    status = f.ChoiceFilter(choices=Round.Status, label="状态")

    class Meta:
        model = Round
        fields = []
