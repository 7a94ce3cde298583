import orjson
from django.contrib.auth import authenticate
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, inline_serializer
from knox.models import get_token_model
from rest_framework import serializers, status
from rest_framework.exceptions import NotAuthenticated
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle
from rest_framework.views import APIView

from accounts.filters import AreaFilter
from accounts.models import Area
from accounts.scope import own_area
from core.api import ScopedViewSet


class AreaQuery(serializers.Serializer):
    """Which area: its code (default: one's own)."""

    area = serializers.RegexField(r"^\d{4,9}$", required=False, label="区划代码")


@extend_schema(parameters=[AreaQuery])
class AreaFigures(APIView):
    """Figures of an area under the caller's appointments; outside them 404, visitors 401.

    A subclass may widen `query` and answers with `figures(area, **asked)`: plain values, decimals as text.
    """

    query = AreaQuery

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request):
        if not request.user.is_authenticated:
            raise NotAuthenticated
        query = self.query(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = dict(query.validated_data)
        area = own_area(request.user, asked.pop("area", None))
        return HttpResponse(orjson.dumps(self.figures(area, **asked), default=str), content_type="application/json")

    def figures(self, area, **asked):
        raise TypeError("figures of what?")


class SignInInput(serializers.Serializer):
    username = serializers.CharField(label="账号")
    password = serializers.CharField(label="密码", trim_whitespace=False)


class TokenView(APIView):
    """Account and password for a token: `Authorization: Token …`."""

    authentication_classes = ()
    throttle_classes = (ScopedRateThrottle,)
    throttle_scope = "sign_in"

    @extend_schema(
        request=SignInInput,
        responses=inline_serializer(
            "Token", {"token": serializers.CharField(), "expiry": serializers.DateTimeField(allow_null=True)}
        ),
    )
    def post(self, request):
        data = SignInInput(data=request.data)
        data.is_valid(raise_exception=True)
        user = authenticate(request._request, **data.validated_data)
        if user is None:
            body = {"code": "sign_in_failed", "detail": "账号或密码不对。连续输错 5 次会锁定半小时"}
            return Response(body, status=status.HTTP_401_UNAUTHORIZED)
        if user.password_is_due:
            body = {"code": "password_due", "detail": "请先在网页上登录并修改密码"}
            return Response(body, status=status.HTTP_403_FORBIDDEN)
        token, text = get_token_model().objects.create(user=user)
        return Response({"token": text, "expiry": token.expiry and token.expiry.isoformat()})


class AreaViewSet(ScopedViewSet):
    """行政区划: the areas in force, by code."""

    model = Area
    filterset_class = AreaFilter
    lookup_field = "code"
    columns = {
        "code": "code",
        "name": "name",
        "level": "level",
        "parent": "parent_id",
        "is_core": "is_core",
        "valid_from": "valid_from",
        "valid_to": "valid_to",
        "replaced_by": "replaced_by_id",
    }

    def get_queryset(self):
        return super().get_queryset().today()
