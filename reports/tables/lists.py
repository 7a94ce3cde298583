"""Tables with a row per community, project, problem or site, read from the register in portions: F1, F4, T3, T4.

Only rows the reader may see (`visible_to`), under the area asked for; a portion costs the same statements however long.
"""

from decimal import Decimal
from itertools import islice

from django.db.models import Count, Sum

from communities.register.stages import Stage
from projects.models import Clash, FundingSource, PlanEntry, Project, Proposals, SpecialWork, WorksItem
from reports.bulletin import next_month_end
from reports.tables.shape import Column, Table
from reports.words import cn_day

PORTION = 500
GROUPS = [("government", "财政"), ("residents", "居民"), ("society", "社会")]
QUANTITIES = [  # catalogue item, heading; planned quantity
    ("W15", "加装电梯（部）"),
    ("W06", "停车位（个）"),
    ("W08", "电动汽车充电桩（个）"),
    ("W07", "电动自行车充电桩（个）"),
]
SERVICES = [("T05", "养老（项）"), ("T06", "托育（项）"), ("other", "其他（项）")]  # counted, not measured
NUMBER = Column("order", ("序号",), "whole", width=5)
NOTE = "取自登记簿当日数据，随登记更正而变。"
# fmt: off
F1 = [
    NUMBER,
    Column("district", ("小区", "区（县、市）"), width=10), Column("street", ("小区", "街道（镇、乡）"), width=12),
    Column("code", ("小区", "编号"), width=15), Column("name", ("小区", "名称"), width=18),
    Column("built", ("小区", "建成年份"), width=8),
    Column("buildings", ("规模", "楼栋（幢）"), "whole", summed=True, width=8),
    Column("households", ("规模", "户数（户）"), "whole", summed=True, width=8),
    Column("area", ("规模", "面积（万㎡）"), "wan", summed=True, width=9),
    Column("kind", ("安排", "计划类别"), width=8), Column("strategy", ("安排", "改造方式"), width=10),
    Column("start", ("安排", "计划开工"), width=10), Column("finish", ("安排", "计划完工"), width=10),
    *[Column(key, ("计划投资（万元）", word), "money", summed=True, width=11) for key, word in GROUPS],
    Column("funds", ("计划投资（万元）", "合计"), "money", summed=True, width=11),
    *[Column(key, ("计划改造内容", word), "km", summed=True, width=9) for key, word in QUANTITIES],
    *[Column(key, ("计划服务设施", word), "whole", summed=True, width=8) for key, word in SERVICES],
    Column("document", ("下达文号",), width=18),
]
F4 = [
    NUMBER,
    Column("district", ("项目", "区（县、市）"), width=10), Column("street", ("项目", "街道（镇、乡）"), width=12),
    Column("code", ("项目", "项目代码"), width=24), Column("name", ("项目", "名称"), width=22),
    Column("communities", ("项目", "涉及小区"), width=24), Column("year", ("项目", "计划年度"), width=8),
    Column("status", ("项目", "状态"), width=9),
    Column("owner", ("参建单位", "建设单位"), width=20),
    Column("owner_code", ("参建单位", "统一社会信用代码"), width=20),
    Column("designer", ("参建单位", "设计"), width=18), Column("contractor", ("参建单位", "施工"), width=18),
    Column("supervisor", ("参建单位", "监理"), width=18),
    Column("estimate", ("造价（万元）", "估算"), "money", summed=True, width=11),
    Column("approved_budget", ("造价（万元）", "概算"), "money", summed=True, width=11),
    Column("contract", ("造价（万元）", "合同"), "money", summed=True, width=11),
    Column("settlement", ("造价（万元）", "结算"), "money", summed=True, width=11),
    Column("approvals", ("日期和文件", "批准文件"), width=20), Column("signed", ("日期和文件", "合同签订"), width=10),
    Column("start", ("日期和文件", "开工"), width=10), Column("finish", ("日期和文件", "完工"), width=10),
    Column("warranty", ("日期和文件", "保修至"), width=10),
]
# fmt: on


def f1(area, user, year, as_of):
    """F1 年度计划: a row per community of the year's plans, with what it was when it entered the plan."""
    rows = PlanEntry.objects.visible_to(user).under(area.pk).filter(state="listed")
    rows = rows.filter(plan__year=year) if year else rows
    rows = rows.select_related("plan", "community__area", "community__district")
    rows = rows.order_by("plan__year", "community__code", "pk")
    words = f"{year}年" if year else "各年"
    return Table(
        code="F1",
        title=f"{words}{area.name}城镇老旧小区改造年度计划表",
        subtitle=f"（{cn_day(as_of)}）",
        unit="幢、户、万㎡、万元",
        columns=F1,
        rows=entries(rows),
        total={"name": "合计"},
        notes=["规模为列入计划时的数；服务设施按项数计。", NOTE],
        as_of=as_of,
        number=rows.count(),
    )


def entries(rows):
    groups = dict(FundingSource.objects.values_list("code", "group"))
    done, passing = 0, rows.iterator(chunk_size=PORTION)
    while portion := list(islice(passing, PORTION)):
        items = planned_items(portion)
        for done, entry in enumerate(portion, done + 1):  # noqa: B020 (the count goes on over portions)
            yield entry_cells(entry, groups, items.get((entry.community_id, entry.plan.year), {})) | {"order": done}


def planned_items(portion):
    """{(community, plan year): {item code: (planned quantity, number of items)}}."""
    rows = WorksItem.objects.filter(answer="do", community__in={entry.community_id for entry in portion})
    rows = rows.exclude(project__status=Stage.REMOVED).order_by()
    found = {}
    for place, year, item, quantity, number in rows.values_list(
        "community_id", "project__plan_year", "item_id"
    ).annotate(quantity=Sum("planned"), number=Count("pk")):
        found.setdefault((place, year), {})[item] = (quantity, number)
    return found


def entry_cells(entry, groups, items):
    place = entry.community
    funds = dict.fromkeys((key for key, _ in GROUPS), Decimal(0))
    for source, amount in entry.funds.items():
        funds[groups.get(source, "government")] += Decimal(amount)
    services = {code: number for code, (_, number) in items.items() if code.startswith("T")}
    own = {code: services.pop(code, 0) for code in ("T05", "T06")}
    return {
        "district": place.district.name,
        "street": place.area.name,
        "code": place.code,
        "name": place.name,
        "built": str(place.built_year),
        "buildings": entry.buildings,
        "households": entry.households,
        "area": entry.floor_area / 10000,
        "kind": entry.get_plan_kind_display(),
        "strategy": place.get_strategy_display() or None,
        "start": entry.planned_start,
        "finish": entry.planned_finish,
        **funds,
        "funds": sum(funds.values()),
        **{code: items.get(code, (Decimal(0),))[0] for code, _ in QUANTITIES},
        **own,
        "other": sum(services.values()),
        "document": entry.plan.document or None,
    }


def f4(area, user, year, as_of, terms):
    """F4 项目基本情况: a row per project that was not withdrawn."""
    rows = Project.objects.visible_to(user).under(area.pk).live()
    rows = rows.filter(plan_year=year) if year else rows
    rows = rows.select_related("area__parent").order_by("area_id", "plan_year", "pk")
    parts = ("communities", "parties__organisation", "amounts", "contracts", "documents__requirement", "warranty_items")
    words = f"{year}年" if year else "各年"
    return Table(
        code="F4",
        title=f"{words}{area.name}城镇老旧小区改造项目基本情况表",
        subtitle=f"（{cn_day(as_of)}）",
        unit="万元",
        columns=F4,
        rows=projects(rows.prefetch_related(*parts), terms),
        total={"name": "合计"},
        notes=[f"{terms.words}。不含已退出的项目。", NOTE],
        as_of=as_of,
        number=rows.count(),
    )


def projects(rows, terms):
    for number, project in enumerate(rows.iterator(chunk_size=PORTION), 1):
        yield project_cells(project, terms) | {"order": number}


def project_cells(project, terms):
    contracts = project.contracts.all()
    ends = [item.ends_on for item in project.warranty_items.all() if item.ends_on]
    return {
        "district": project.area.parent.name,
        "street": project.area.name,
        "code": project.code,
        "name": project.name,
        "communities": "、".join(community.name for community in project.communities.all()) or None,
        "year": str(project.plan_year),
        "status": project.get_status_display(),
        **firms(project),
        **amounts(project),
        "contract": sum((one.amount for one in contracts), Decimal(0)) if contracts else None,
        "approvals": "、".join(one.number for one in project.documents.all() if one.number) or None,
        "signed": min((one.signed_on for one in contracts), default=project.contract_date),
        "start": getattr(project, terms.start),
        "finish": getattr(project, terms.finish),
        "warranty": max(ends, default=None),
    }


def amounts(project):
    found = {one.kind: one.amount for one in project.amounts.all()}
    return {key: found.get(key) for key in ("estimate", "approved_budget", "settlement")}


def firms(project):
    """Names by role; the record's own words where no organisation is linked."""
    found = {}
    for party in project.parties.all():
        found.setdefault(party.role, []).append(party.organisation)
    names = {role: "、".join(one.name for one in bodies) for role, bodies in found.items()}
    return {
        "owner": names.get("owner") or project.owner or None,
        "owner_code": "、".join(one.uscc for one in found.get("owner", []) if one.uscc) or None,
        "designer": names.get("designer"),
        "contractor": names.get("contractor") or project.contractor or None,
        "supervisor": names.get("supervisor"),
    }


T3 = [
    NUMBER,
    Column("project", ("项目",), width=24),
    Column("area", ("街道（镇、乡）",), width=14),
    Column("problem", ("问题",), width=14),
    Column("words", ("情况",), width=30),
    Column("owner", ("责任单位",), width=22),
    Column("until", ("整改时限",), width=12),
]


def t3(source):
    """T3 问题台账: projects behind their dates; the owner answers, by the end of the following month."""
    late = source.figures["problems"]
    until = cn_day(next_month_end(source.as_of))
    rows = [one | {"order": number, "until": until} for number, one in enumerate(late["late"], 1)]
    for row in rows:
        row["owner"] = row["owner"] or row["area"]
    every = late["not_begun"] + late["not_finished"]
    shown = f"共 {every} 个，列出最久的 {len(rows)} 个。" if every > len(rows) else f"共 {every} 个。"
    return Table(
        code="T3",
        title=f"{source.whose}城镇老旧小区改造存在问题清单",
        subtitle=source.subtitle(),
        columns=T3,
        rows=rows,
        notes=[f"{shown}没有登记建设单位的由所在街道（镇、乡）负责。", *source.notes()],
        as_of=source.as_of,
        number=len(rows),
    )


T4 = [
    NUMBER,
    Column("name", ("片区（小区）",), width=22),
    Column("works", ("专项工程（项）",), "whole", summed=True),
    Column("before", ("进场次数", "各单位申报"), "whole", summed=True),
    Column("now", ("进场次数", "统筹以后"), "whole", summed=True),
    Column("after", ("进场次数", "采纳建议后"), "whole", summed=True),
    Column("digs_before", ("开挖次数", "各单位申报"), "whole", summed=True),
    Column("digs_now", ("开挖次数", "统筹以后"), "whole", summed=True),
    Column("clashes", ("待处理冲突（处）",), "whole", summed=True),
]


def t4(area, user, as_of):
    """T4 专项工程统筹: a row per unit (or community in none), as measured last."""
    sites = Proposals.objects.visible_to(user).under(area.pk).select_related("unit", "community")
    sites = list(sites.order_by("area_id", "pk"))
    works = tallied(sites, SITE_WORKS)
    clashes = tallied(sites, SITE_CLASHES)
    rows = [site_cells(site, works, clashes) for site in sites]
    rows = [row for row in rows if row["works"]]
    return Table(
        code="T4",
        title=f"{area.name}专项工程统筹情况",
        subtitle=f"（{cn_day(as_of)}）",
        unit="项、次、处",
        columns=T4,
        rows=[row | {"order": number} for number, row in enumerate(rows, 1)],
        total={"name": "合计"},
        notes=["进场次数：每个地点上，间隔在设定天数以内的施工算一次进场。不含已取消的工程。", NOTE],
        as_of=as_of,
        number=len(rows),
    )


SITE_WORKS, SITE_CLASHES = "special_works", "clashes"


def tallied(sites, what):
    """{("unit" or "community", key): number} of works not cancelled, or of clashes without an answer, of the sites."""
    units = {site.unit_id for site in sites if site.unit_id}
    places = {site.community_id for site in sites if site.community_id}
    path, rows = (
        ("place__community", Clash.objects.filter(answer=None))
        if what == SITE_CLASHES
        else ("community", SpecialWork.objects.exclude(state="cancelled"))
    )
    found = {}
    for kind, keys, at in (("unit", units, f"{path}__unit"), ("community", places, path)):
        counted = rows.filter(**{f"{at}__in": keys}).order_by().values_list(at).annotate(number=Count("pk"))
        found |= {(kind, key): number for key, number in counted}
    return found


def site_cells(site, works, clashes):
    key = ("unit", site.unit_id) if site.unit_id else ("community", site.community_id)
    measured = site.result
    return {
        "name": str(site.unit or site.community),
        "works": works.get(key, 0),
        "before": measured.get("entries_before", 0),
        "now": measured.get("entries_now", 0),
        "after": measured.get("entries_after", 0),
        "digs_before": measured.get("digs_before", 0),
        "digs_now": measured.get("digs_now", 0),
        "clashes": clashes.get(key, 0),
    }
