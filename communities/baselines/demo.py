"""The demo's two versions: 2019 with 568 communities and 26.59 million m², 2020 with all 699 (DOMAIN §3.3, §12.1)."""

from datetime import date
from decimal import Decimal

from accounts.policy import Act
from communities.baselines.models import Baseline, BaselineMember
from core.changes import change_many

FIRST_COUNT, FIRST_M2 = 568, 26_590_000
REASONS = [
    "摸底复核补报，建成于2000年前",
    "原列入征收计划，计划取消后补入",
    "零散楼栋连片归并后补报",
    "居民申请，社区初核同意",
    "管线老化严重，区里要求补入",
]
Change = BaselineMember.Change


def build(communities, *, rng, by):
    """Both versions adopted; the second says of each of its 131 newcomers why it came in."""
    early = {c.pk for c in rng.sample(communities, FIRST_COUNT)}
    first = Baseline(code="2019", name="2019年底数（568个）", as_of=date(2019, 11, 30), adopted_on=date(2019, 12, 10))
    second = Baseline(code="2020", name="2020年底数（699个）", as_of=date(2020, 12, 31), adopted_on=date(2021, 1, 8))
    first.document, second.document, second.is_current = "老旧小区改造推进会材料", "市政协提案第1号办理材料", True
    change_many([(first, {}), (second, {})], by=by, act=Act.BASELINE_EDIT, note="演示数据")
    members = [member(first, c) for c in communities if c.pk in early]
    surveyed(members)
    for c in communities:
        new = member(second, c)
        if c.pk not in early:
            new.change, new.reason = Change.ADDED, rng.choice(REASONS)
        members.append(new)
    change_many([(m, {}) for m in members], by=by, act=Act.BASELINE_EDIT, note="演示数据")


def member(baseline, community):
    made = BaselineMember(baseline=baseline, community=community)
    made.copy_facts()
    return made


def surveyed(members):
    """The areas of 2019 were estimates: scaled so that their sum is exact to the square metre."""
    factor = Decimal(FIRST_M2) / sum(m.floor_area for m in members)
    for m in members:
        m.floor_area = (m.floor_area * factor).quantize(Decimal(1))
    members[0].floor_area += FIRST_M2 - sum(m.floor_area for m in members)
