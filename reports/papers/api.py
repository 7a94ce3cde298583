import orjson
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import AreaQuery
from core.errors import Refused
from reports import figures
from reports.papers import files
from reports.papers.asking import ask
from reports.tables.registry import KINDS, build
from reports.tables.shape import show, value
from reports.terms import FINISHES, STARTS


class TableQuery(AreaQuery):
    """Which figures: an issued period (2026-10) or today's register; plan year, 口径, what is a start and a finish."""

    period = serializers.CharField(required=False, label="期别；不填为当日")
    year = serializers.CharField(required=False, label="计划年度；all 为各年合计")
    basis = serializers.ChoiceField(list(figures.BASES.items()), required=False, label="口径")
    start = serializers.ChoiceField(list(STARTS.items()), required=False, label="开工以")
    finish = serializers.ChoiceField(list(FINISHES.items()), required=False, label="完工以")


class TableList(APIView):
    """统计表: codes and names."""

    @extend_schema(operation_id="statutory_tables_list", responses=OpenApiTypes.OBJECT)
    def get(self, request):
        if not request.user.is_authenticated:
            raise NotAuthenticated
        return Response([{"code": kind.code, "name": kind.name, "words": kind.words} for kind in KINDS.values()])


class TableView(APIView):
    """One statutory table: `?as=json` (default), csv, xlsx or docx."""

    @extend_schema(
        parameters=[TableQuery, OpenApiParameter("as", enum=["json", *files.FORMS])],
        responses={(200, "application/json"): OpenApiTypes.OBJECT, (200, "text/csv"): OpenApiTypes.BINARY},
    )
    def get(self, request, code):
        if not request.user.is_authenticated:
            raise NotAuthenticated
        if code not in KINDS:
            raise Http404
        area, form = ask(KINDS[code], request.query_params.dict(), request.user)
        if not form.is_valid():
            raise ValidationError({name: list(errors) for name, errors in form.errors.items()})
        table, wanted = build(code, form.asked(request.user, area)), request.query_params.get("as", "json")
        if wanted in files.FORMS:
            return files.download(table, wanted)
        if wanted != "json":
            raise ValidationError({"as": ["可以是 json、csv、xlsx、docx"]})
        if files.long(table, "csv"):
            raise Refused("too_long", "这张表太长，请用 as=csv 或 as=xlsx 下载，或者缩小区划")
        return HttpResponse(orjson.dumps(as_json(table), default=str), content_type="application/json")


def as_json(table):
    columns = table.shown
    rows = [line(columns, row) for row in table.body()]
    return {
        "code": table.code,
        "title": table.title,
        "subtitle": table.subtitle,
        "unit": table.unit,
        "as_of": table.as_of,
        "columns": [{"key": c.key, "head": list(c.head), "form": c.form} for c in columns],
        "rows": rows,
        "total": None if table.total is None else line(columns, table.total_row(), total=True),
        "notes": table.notes,
    }


def line(columns, row, total=False):
    """{key: {"value": exact, "text": as printed}} (decimals as text)."""
    return {c.key: {"value": value(c, row), "text": show(c, row, total)} for c in columns}
