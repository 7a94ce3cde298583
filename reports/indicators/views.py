"""指标说明 and 数据来源: what each number means, and the rows it was counted from."""

import hashlib

import orjson
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.generic import TemplateView
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Area
from accounts.scope import own_area, own_areas
from core.views import StaffPage
from reports import periods, rows
from reports.indicators import ALL
from reports.indicators.base import Asked


def asked_for(user, area, period):
    """What is asked: one's own area by default, the running month by default; nothing of periods to come."""
    found = periods.read(period) if period else periods.Monthly.containing(timezone.localdate())
    if found.first > timezone.localdate():
        raise Http404("这一期还没有开始")
    return Asked(own_area(user, area or None), found)


def indicator_of(code):
    if code not in ALL:
        raise Http404("没有这个指标")
    return ALL[code]


class IndicatorPage(StaffPage, TemplateView):
    """指标说明 with the numbers of an area and period."""

    template_name = "reports/indicators.html"

    def get_context_data(self, **kwargs):
        user, given = self.request.user, self.request.GET
        asked = asked_for(user, given.get("area"), given.get("period")) if user.prefixes else None
        found = [(one, one.answer(asked) if asked else None) for one in ALL.values()]
        return super().get_context_data(asked=asked, found=found, own_areas=own_areas(user), **kwargs)


def beside(heads, cells):
    """[(head, cell)]: on a phone each cell names itself."""
    return list(zip(heads, cells, strict=True))


class RowsPage(StaffPage, TemplateView):
    """数据来源 of one number; `?part=denominator` shows what it is divided by."""

    template_name = "reports/rows.html"

    def get_context_data(self, code, **kwargs):
        one, given = indicator_of(code), self.request.GET
        asked = asked_for(self.request.user, given.get("area"), given.get("period"))
        parts = rows.OF.get(code)
        if parts is None:  # its rows stand on a list of another subject
            return super().get_context_data(one=one, asked=asked, elsewhere=one.rows_url(asked.area.pk, asked.period))
        part = parts[1] if parts[1] and given.get("part") == "denominator" else parts[0]
        offset = int(given["offset"]) if given.get("offset", "").isdecimal() else 0
        found = rows.page(part, asked, offset)
        names = dict(Area.objects.filter(pk__in={row[2] for row in found["rows"]}).values_list("pk", "name"))
        found["rows"] = [
            (name, url, names.get(street, street), beside(found["heads"], cells))
            for name, url, street, cells in found["rows"]
        ]
        found["totals"] = beside(found["heads"], found["totals"])
        return super().get_context_data(
            one=one,
            asked=asked,
            answer=one.answer(asked),
            found=found,
            words=rows.WORDS[part],
            other=rows.WORDS[parts[1]] if parts[1] and part == parts[0] else "",
            first=offset + 1,
            following=offset + rows.SHOWN if offset + rows.SHOWN < found["count"] else None,
            before=max(offset - rows.SHOWN, 0) if offset else None,
            **kwargs,
        )


class Indicators(APIView):
    """指标: every indicator in words — formula, source, scope, rounding. Open to everybody."""

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request):
        found = [one.words() for one in ALL.values()]
        return Response({"count": len(found), "next": None, "previous": None, "results": found})


class FigureQuery(serializers.Serializer):
    """Which area (default: one's own) and period: 2026-W44, 2026-10, 2026-Q4, 2026 (default: the running month)."""

    area = serializers.RegexField(r"^\d{4,9}$", required=False, label="区划代码")
    period = serializers.CharField(max_length=8, required=False, label="期别")


@extend_schema(parameters=[FigureQuery])
class IndicatorFigure(APIView):
    """One number of an area and period with its parts, its words, and where its rows are; `ETag` of what it says."""

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, indicator):
        if not request.user.is_authenticated:
            raise NotAuthenticated
        query = FigureQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        given = query.validated_data
        asked = asked_for(request.user, given.get("area"), given.get("period"))
        body = orjson.dumps(indicator_of(indicator).answer(asked), default=str)
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
        if tag in known or "*" in known:
            return HttpResponse(status=304, headers={"ETag": tag})
        return HttpResponse(body, content_type="application/json", headers={"ETag": tag})
