"""What makes a community's need: each factor says where its value comes from. Weights and bounds are `NeedWeights`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from communities.completeness import figures as completeness
from communities.facilities import coverage
from communities.register.models import Community

Values = dict[int, Decimal]  # {community key: value}; a community without data is left out


@dataclass(frozen=True)
class Factor:
    """`read(area code, day)` gives the values of all communities of an area in one statement."""

    code: str
    name: str
    unit: str
    source: str  # where a person can check the value
    read: Callable[[str, date], Values]


FACTORS: dict[str, Factor] = {}


def factor(code, name, unit, source):
    def keep(read):
        FACTORS[code] = Factor(code, name, unit, source, read)
        return read

    return keep


def of_register(area_code, expression, params=()):
    """Values of an SQL expression over the register (alias c); null is no data."""
    table = Community._meta.db_table
    sql = f"SELECT c.id, {expression} FROM {table} c WHERE c.area_id LIKE %s"
    return fetch(sql, [*params, f"{area_code}%"])


def fetch(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return {key: Decimal(value) for key, value in cursor.fetchall() if value is not None}


@factor("age", "房龄", "年", "小区档案：建成年份")
def age(area_code, on):
    return of_register(area_code, "%s - c.built_year", [on.year])


@factor("hazards", "有隐患的房屋", "%", "楼栋：安全等级为 C、D 级或登记了两处以上隐患的户数占比")
def hazards(area_code, on):
    """Share of households in buildings of grade C or D, or with two hazards or more."""
    sql = """
SELECT b.community_id,
  100.0 * coalesce(sum(b.households) FILTER (WHERE b.grade IN ('C', 'D') OR cardinality(b.hazards) >= 2), 0)
    / sum(b.households)
FROM communities_building b JOIN communities_community c ON c.id = b.community_id
WHERE c.area_id LIKE %s GROUP BY b.community_id HAVING sum(b.households) > 0"""
    return fetch(sql, [f"{area_code}%"])


@factor("gaps", "功能短板", "项", "完整性：最近一轮确认的评估里缺或部分达标的项数")
def gaps(area_code, on):
    standings = completeness.standings(area_code, on)
    return {key: Decimal(standing.gaps) for key, standing in standings.items() if standing.score is not None}


@factor("willingness", "居民意愿", "%", "调查：最近一轮核对的调查里愿意改造的户数 ÷ 征询过的户数")
def willingness(area_code, on):
    sql = """
SELECT DISTINCT ON (s.community_id) s.community_id,
  100.0 * nullif(s.answers->'willing_households'->>'value', '')::numeric
    / nullif(nullif(s.answers->'asked_households'->>'value', '')::numeric, 0)
FROM communities_survey s JOIN communities_community c ON c.id = s.community_id
WHERE c.area_id LIKE %s AND s.state = 'verified' ORDER BY s.community_id, s.round DESC"""
    return fetch(sql, [f"{area_code}%"])


@factor("density", "居住密度", "户/万㎡", "小区档案：户数 ÷ 建筑面积")
def density(area_code, on):
    return of_register(area_code, "10000.0 * nullif(c.households, 0) / c.floor_area")


@factor("elderly", "老年人占比", "%", "小区档案：60岁以上 ÷ 人口")
def elderly(area_code, on):
    return of_register(area_code, "100.0 * c.elderly / nullif(c.residents, 0)")


@factor("rounds", "已改造轮次", "次", "小区档案：历次改造")
def rounds(area_code, on):
    return of_register(area_code, "c.previous_rounds")


@factor("services", "走不到的设施", "%", "生活圈：有服务半径的设施里，半径内一处都没有开放的种类占比")
def services(area_code, on):
    return coverage.out_of_reach(area_code, on)
