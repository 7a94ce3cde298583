"""The demo's decisions: most say what is true of their community; in one district an office copied one sentence."""

from datetime import date, timedelta

from accounts.policy import Act
from communities.register.models import Community, FormerName
from communities.strategy.actions import drawn_up
from communities.strategy.figures import facts_of
from core.changes import change_many

COPIED_IN, COPIED = "330212", 14
SAME = "{name}房屋结构安全，以外立面、绿化和道路整治为主。"
EVIDENCE = {
    Community.Strategy.COMPREHENSIVE: "房屋安全鉴定报告；{year}年调查摸底；居民意愿征询",
    Community.Strategy.DEMOLISH_AND_RENOVATE: "房屋安全鉴定报告（部分楼栋为C、D级）；街道会商纪要；居民意愿征询",
    Community.Strategy.SELF_RENEWAL: "业主自主更新申请；房屋安全鉴定报告；规划部门意见",
}
REASON = {
    Community.Strategy.COMPREHENSIVE: "{built}年建成，主体结构安全，{first}。重点补上：{gaps}。",
    Community.Strategy.DEMOLISH_AND_RENOVATE: "{built}年建成，部分楼栋隐患突出，加固不如重建；其余保留，{first}。",
    Community.Strategy.SELF_RENEWAL: "{built}年建成，{households}户业主愿意出资原址重建，{first}。",
}
FIRST = [
    "地下管线和屋面渗漏先做",
    "楼道和消防先做",
    "雨污分流和道路一次开挖",
    "电梯和适老设施同步",
    "停车和充电一并解决",
]


def build(communities, *, today, rng, by):
    """One decision for each of the communities that the programme has taken up."""
    facts = facts_of(communities)
    former = {}
    for key, name in FormerName.objects.values_list("community_id", "name"):
        former.setdefault(key, []).append(name)
    copied, made = 0, []
    for c in communities:
        same = c.district_id == COPIED_IN and copied < COPIED and c.strategy == Community.Strategy.COMPREHENSIVE
        copied += same
        made.append(one(c, [c.name, *former.get(c.pk, ())], facts[c.pk], same, today, rng))
    change_many([(decision, {}) for decision in made], by=by, act=Act.STRATEGY_DECIDE, note="演示数据")


def one(community, names, facts, same, today, rng):
    strategy = community.strategy or Community.Strategy.COMPREHENSIVE
    words = {
        "name": community.name,
        "built": community.built_year,
        "households": community.households,
        "first": rng.choice(FIRST),
        "gaps": facts.get("缺") or "公共服务",
        "year": (community.plan_year or today.year) - 1,
    }
    day = min(date(words["year"], 10, 1) + timedelta(days=rng.randint(0, 60)), today)
    return drawn_up(
        community,
        names,
        facts,
        strategy=strategy,
        evidence=EVIDENCE[strategy].format(**words),
        reason=(SAME if same else REASON[strategy]).format(**words),
        decided_by=f"{community.district}住房和城乡建设局",
        decided_on=day,
    )
