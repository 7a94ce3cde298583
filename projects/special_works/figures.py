"""What coordination saves, by district: sums over units of the measures that were computed last."""

from django.db.models import Count, IntegerField, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Left

from accounts.models import Area
from projects.special_works.models import Clash, Proposals, SpecialWork

NAMES = (
    "entries_before", "entries_now", "entries_after", "digs_before", "digs_now", "digs_after",
    "household_days_before", "household_days_now", "household_days_after", "households",
)  # fmt: skip
DEFINITION = (
    "进场次数：每个地点上，间隔在设定天数以内的施工算一次进场；开挖次数只算要开挖的工程。申报是各单位原来报的时间，"
    "现在是统筹以后的时间，还可以是采纳全部建议以后。扰民天数：各地点有施工的天数按影响户数加权平均，天／户。"
)


def measures(area_code):
    """[{"area", "name", …}] by district (by street within a district) and the total; three statements."""
    length = 6 if len(area_code) == 4 else 9
    place = Left("area_id", length)
    rows = Proposals.objects.filter(area__code__startswith=area_code).annotate(place=place).values("place")
    sums = {name: Sum(Cast(KeyTextTransform(name, "result"), IntegerField())) for name in NAMES}
    found = {row.pop("place"): row for row in rows.annotate(sites=Count("pk"), **sums).order_by("place")}
    works = counted(SpecialWork.objects.exclude(state="cancelled"), "community__area_id", area_code, length)
    clashes = counted(Clash.objects.filter(answer=None), "place__community__area_id", area_code, length)
    names = dict(Area.objects.filter(pk__in=[*found, *works]).values_list("pk", "name"))
    lines = [
        line(code, names.get(code, code), found.get(code, {}), works.get(code, 0), clashes.get(code, 0))
        for code in sorted({*found, *works})
    ]
    return lines, line("", "合计", {name: sum(one[name] for one in lines) for name in NAMES}, *totals(lines))


def counted(rows, path, area_code, length):
    rows = rows.filter(**{f"{path.removesuffix('_id')}__code__startswith": area_code})
    return dict(rows.annotate(at=Left(path, length)).order_by().values_list("at").annotate(n=Count("pk")))


def totals(lines):
    return sum(one["works"] for one in lines), sum(one["clashes"] for one in lines)


def line(code, name, sums, works, clashes):
    row = {"area": code, "name": name, "works": works, "clashes": clashes}
    row |= {key: sums.get(key) or 0 for key in NAMES}
    for when in ("before", "now", "after"):
        row[f"days_{when}"] = round(row[f"household_days_{when}"] / row["households"], 1) if row["households"] else 0
    return row | {
        "digs_avoided": row["digs_before"] - row["digs_now"],
        "digs_possible": row["digs_now"] - row["digs_after"],
    }
