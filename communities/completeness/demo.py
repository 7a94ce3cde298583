"""The demo's answers: façades were done, services were not (the proposal's complaint in numbers)."""

from datetime import timedelta
from decimal import Decimal

from accounts.policy import Act
from communities.completeness.models import Assessment, CompletenessItem
from core.changes import change_many

SHORT = {3: 0.12, 4: 0.15, 10: 0.1, 14: 0.35, 12: 0.25, 8: 0.45, 17: 0.5}  # how often it is there at all
USUAL = 0.66
MEASURES = {  # of the measured items: (least, most) where there is something
    1: (500, 1300), 2: (1400, 3600), 3: (80, 320), 4: (60, 520), 5: (70, 260), 6: (60, 700), 10: ("0.25", "1.10"),
    7: ("0.70", "1.60"), 14: (30, 260), 15: (1, 3),
}  # fmt: skip
WORDS = {
    "yes": ["现场核对，符合要求", "社区提供，已复核"],
    "partly": ["有，但面积不够", "有一部分，设施陈旧"],
    "no": ["小区内和周边都没有", "社区反映没有场地"],
    "": ["社区台账", "现场量测"],
}
SECOND_ROUND = 60


def build(communities, *, today, rng, by):
    """A confirmed round for every community; for some an earlier one with less."""
    items = list(CompletenessItem.objects.all())
    rounds = []
    for number, community in enumerate(communities):
        answers = answer_all(items, rng, USUAL)
        earlier = number % (len(communities) // SECOND_ROUND) == 0 if len(communities) >= SECOND_ROUND else False
        if earlier:
            rounds.append(one(community, 1, answer_all(items, rng, USUAL - 0.25), today - timedelta(days=400), by))
        rounds.append(one(community, 2 if earlier else 1, answers, today - timedelta(days=rng.randint(30, 200)), by))
    change_many([(a, {}) for a in rounds], by=by, act=Act.COMPLETENESS_ASSESS, note="演示数据")


def one(community, number, answers, day, by):
    made = Assessment(community=community, round=number, answers=answers, state="confirmed", assessed_on=day)
    made.assessor, made.confirmed_by = f"{community.area}工作人员", by.display_name
    return made


def answer_all(items, rng, usual):
    return {str(item.no): answer(item, rng, SHORT.get(item.no, usual)) for item in items}


def answer(item, rng, chance):
    there = rng.random() < chance
    if item.measure:
        least, most = (Decimal(end) for end in MEASURES[item.no])
        places = 2 if item.unit in ("倍", "个/户") else 0
        size = (
            least + (most - least) * Decimal(str(round(rng.random(), 3))) if there or rng.random() < 0.3 else Decimal(0)
        )
        return {"status": "", "measured": f"{round(size, places):f}", "evidence": rng.choice(WORDS[""])}
    status = "yes" if there else rng.choice(["no", "partly", "partly"])
    return {"status": status, "measured": "", "evidence": rng.choice(WORDS[status])}
