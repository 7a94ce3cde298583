"""The facts a decision is made on, and the alert when many communities are given the same words. No web."""

import hashlib
import unicodedata
from collections import defaultdict

from django.db.models import Count, F, Max, Min, Q

from communities.buildings.models import Building
from communities.completeness.judging import Status, fetch, rules, score
from core import thresholds

SAME_WORDS = "strategy.same_words"
CONFIRMED = """
SELECT DISTINCT ON (a.community_id) a.id, a.community_id, a.answers FROM communities_assessment a
WHERE a.state = 'confirmed' AND a.community_id = ANY(%(communities)s) ORDER BY a.community_id, a.round DESC"""


def reason_key(reason, names):
    """Fingerprint of a reason: width, case, punctuation, spaces and the community's own names do not count."""
    words = plain_words(reason)
    for name in sorted((plain_words(name) for name in names), key=len, reverse=True):
        words = words.replace(name, "") if name else words
    return hashlib.sha256(words.encode()).hexdigest()


def plain_words(text):
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if unicodedata.category(c)[0] in "LN")


def repeated(decisions):
    """Words that hold for too many communities of one district, the most often used first.

    [{district, district_name, reason_key, communities, reason}]
    """
    place = {"district": F("community__district"), "district_name": F("community__district__name")}
    groups = decisions.holding().order_by().values("reason_key", **place)
    counted = groups.annotate(communities=Count("pk"), reason=Min("reason"))
    if (rule := rule_of_sameness()) is None:
        return []
    return list(counted.filter(communities__gte=rule.value).order_by("-communities", "district", "reason_key"))


def rule_of_sameness():
    """The threshold row: from how many communities of a district on the same words call for a look."""
    return thresholds.rows(SAME_WORDS).get(SAME_WORDS)


def alike(decision):
    """How many other communities of the district are decided with the same words."""
    others = type(decision).objects.holding().filter(community__district=decision.community.district_id)
    return others.filter(reason_key=decision.reason_key).exclude(community=decision.community_id).count()


def facts_of(communities):
    """{community key: {label: words}}: what the portal knows today that bears on the decision. Two queries for all."""
    keys = [c.pk for c in communities]
    blocks, gaps = blocks_of(keys), gaps_of(keys)
    return {
        c.pk: {"建成年份": built(c), "规模": f"{c.buildings} 幢、{c.households} 户、{c.floor_area:,.2f} ㎡"}
        | block_words(blocks.get(c.pk))
        | gap_words(gaps.get(c.pk))
        for c in communities
    }


def built(community):
    until = f"—{community.built_year_to}" if community.built_year_to else ""
    return f"{community.built_year}{until} 年"


def blocks_of(keys):
    grades = {f"grade_{grade or 'none'}": Count("pk", Q(grade=grade)) for grade in (*Building.Grade.values, "")}
    counted = Building.objects.filter(community__in=keys).order_by().values("community").annotate(
        first=Min("built_year"), last=Max("built_year"), shared=Count("pk", Q(self_contained=False)), **grades
    )  # fmt: skip
    return {row["community"]: row for row in counted}


def block_words(row):
    if row is None:
        return {"房屋安全": "没有楼栋资料"}
    graded = [f"{grade} 级 {n} 幢" for grade in Building.Grade.values if (n := row[f"grade_{grade}"])]
    unknown = [f"未鉴定 {row['grade_none']} 幢"] if row["grade_none"] else []
    until = f"—{row['last']}" if row["last"] != row["first"] else ""
    years = {"楼栋年代": f"{row['first']}{until} 年"} if row["first"] else {}
    shared = f"{row['shared']} 幢" if row["shared"] else "没有"
    return {"房屋安全": "、".join(graded + unknown), **years, "非成套住宅": shared}


def gaps_of(keys):
    """{community key: {status: [names of items]}} of the last confirmed assessments."""
    by, found = rules(), defaultdict(lambda: defaultdict(list))
    names = {item.no: item.name for item in by.items}
    select = "SELECT community_id, no, status FROM judged ORDER BY community_id, no"
    for key, no, status in fetch(select, by, CONFIRMED, communities=keys):
        found[key][status].append(names[no])
    return found


def gap_words(found):
    if found is None:
        return {"完整社区": "没有评估"}
    points = score(*(len(found[status]) for status in (Status.YES, Status.PARTLY, Status.NO)))
    return {
        "完整社区": "没有评估" if points is None else f"{points} 分",
        "缺": "、".join(found[Status.NO]) or "没有",
        "部分达标": "、".join(found[Status.PARTLY]) or "没有",
    }
