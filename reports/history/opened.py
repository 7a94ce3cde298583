"""Open data: the rows that anybody sees on the public pages, as CSV and JSON, streamed with constant memory.

Only rows of `public()` and only columns that the public pages show: no person, no phone, no warning and no ranking.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass

import orjson
from django.conf import settings
from django.db.models import F
from django.http import StreamingHttpResponse
from django.utils import timezone

from communities.models import Community
from communities.register.stages import Stage
from core.exchange.writing import DANGEROUS
from projects.models import Project
from reports import figures
from reports.rollups import store

LICENCE = "可以自由使用、复制和再加工；请注明来源和数据日期，改动过的请说明。数据按现状提供，以正式公布的为准。"
AT_ONCE = 2000
STAGES = dict(Stage.choices)


@dataclass(frozen=True)
class Set:
    """A data set: its address, name, what it holds, {column: Chinese heading} and its rows."""

    name: str
    title: str
    about: str
    columns: dict
    rows: Callable


def communities():
    columns = ("code", "name", "built_year", "floor_area", "buildings", "households", "status", "plan_year")
    found = Community.objects.public().order_by("code").annotate(district_=F("district__name"), street_=F("area__name"))
    for row in found.values_list("district_", "street_", *columns).iterator(AT_ONCE):
        district, street, code, name, *facts, status, year = row
        yield code, name, district, street, *facts, STAGES[status], year


def projects():
    columns = ("plan_year", "status", "planned_start", "planned_finish")
    columns += ("first_works_date", "works_complete_date", "acceptance_date", "percent")
    found = Project.objects.public().order_by("pk").annotate(district_=F("area__parent__name"), street_=F("area__name"))
    for row in found.values_list("pk", "name", "district_", "street_", *columns).iterator(AT_ONCE):
        number, name, district, street, year, status, *facts = row
        yield number, name, district, street, year, STAGES[status], *facts


def yearly():
    today = timezone.localdate()
    for year in store.years():
        for code, found in sorted(figures.everywhere(year, today).items()):
            plan = found["plan"]
            if plan["communities"]:
                yield (
                    year, code, found["area"]["name"], plan["communities"], plan["floor_area_m2"], plan["households"],
                    found["started"], found["started_area_m2"], found["completed"], found["completed_area_m2"],
                )  # fmt: skip


SETS = {
    one.name: one
    for one in (
        Set(
            "communities",
            "老旧小区名录",
            "每个小区一行：位置、建成年份、规模、改造阶段",
            {
                "code": "小区编号",
                "name": "小区名称",
                "district": "区（县、市）",
                "street": "街道（镇、乡）",
                "built_year": "建成年份",
                "floor_area_m2": "建筑面积（㎡）",
                "buildings": "楼栋数",
                "households": "户数",
                "stage": "改造阶段",
                "plan_year": "计划年度",
            },
            communities,
        ),
        Set(
            "projects",
            "改造项目",
            "每个项目一行：计划和实际的日期、形象进度",
            {
                "id": "项目序号",
                "name": "项目名称",
                "district": "区（县、市）",
                "street": "街道（镇、乡）",
                "plan_year": "计划年度",
                "stage": "阶段",
                "planned_start": "计划开工",
                "planned_finish": "计划完工",
                "started_on": "实际进场",
                "completed_on": "完工",
                "accepted_on": "竣工验收",
                "percent": "形象进度（%）",
            },
            projects,
        ),
        Set(
            "figures",
            "年度数据",
            "每个计划年度、每个区划一行：计划、开工、完工的小区数和面积",
            {
                "year": "计划年度",
                "area": "区划代码",
                "name": "区划",
                "planned": "计划小区",
                "planned_area_m2": "计划面积（㎡）",
                "planned_households": "计划户数",
                "started": "已开工小区",
                "started_area_m2": "已启动面积（㎡）",
                "completed": "已完工小区",
                "completed_area_m2": "已完工面积（㎡）",
            },
            yearly,
        ),
    )
}


class Echo:
    """What a csv.writer writes to: gives each line back."""

    def write(self, line):
        return line


def plain(value):
    """Nothing that a spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


def as_csv(which):
    """UTF-8 with its mark, so that a spreadsheet reads the Chinese; headings in Chinese."""
    writer = csv.writer(Echo())

    def lines():
        yield "\ufeff" + writer.writerow(which.columns.values())
        for row in which.rows():
            yield writer.writerow([plain(value) for value in row])

    return answer(lines(), which, "csv", "text/csv; charset=utf-8")


def as_json(which):
    """{"title", "source", "licence", "as_of", "columns", "rows": [{…}]}"""
    about = {
        "title": which.title,
        "source": settings.SITE["owner"],
        "licence": LICENCE,
        "as_of": timezone.localdate(),
        "columns": which.columns,
    }

    def parts():
        yield orjson.dumps(about)[:-1] + b',"rows":['
        for number, row in enumerate(which.rows()):
            yield (b",\n" if number else b"\n") + orjson.dumps(dict(zip(which.columns, row, strict=True)), default=str)
        yield b"\n]}\n"

    return answer(parts(), which, "json", "application/json")


def answer(parts, which, form, kind):
    response = StreamingHttpResponse(parts, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{which.name}-{timezone.localdate():%Y%m%d}.{form}"'
    return response


FORMS = {"csv": as_csv, "json": as_json}
