from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.response import Response

from resident_participation.alike.search import alike_to

LIMIT = 10


class AlikeCase(serializers.Serializer):
    id = serializers.IntegerField(source="case.pk")
    number = serializers.CharField(source="case.number")
    score = serializers.SerializerMethodField(help_text="0–1，越大越像")
    reasons = serializers.ListField(child=serializers.CharField(), source="likeness.reasons")

    def get_score(self, found) -> float:
        return round(found.likeness.score, 2)


class AlikeMixin:
    """`GET …/{id}/alike/` for the viewset of the cases. For staff only: what is compared are the private words."""

    @extend_schema(responses=AlikeCase(many=True), filters=False)
    @action(detail=True, pagination_class=None, filter_backends=[])
    def alike(self, request, pk):
        """可能是同一件事的意见, the likest first, at most ten: same community, within 90 days."""
        if not request.user.is_authenticated:
            raise NotAuthenticated
        return Response(AlikeCase(alike_to(self.get_object(), request.user, LIMIT), many=True).data)
