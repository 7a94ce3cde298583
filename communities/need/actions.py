"""Weights are published as a new version; an old ranking can be made again with the old one."""

from decimal import Decimal, InvalidOperation

from accounts.policy import Act
from communities.need.factors import FACTORS
from communities.need.models import NeedWeights
from core.changes import change
from core.errors import Refused

HUNDRED = Decimal(100)


def publish(*, code, name, document, valid_from, factors, by, note=""):
    """A new version in force from a day on. The weights add up to 100 exactly."""
    latest = NeedWeights.objects.first()
    if latest and valid_from <= latest.valid_from:
        words = f"启用日期要晚于上一版（{latest.valid_from:%Y年%m月%d日}）"
        raise Refused("not_later", words, {"valid_from": [words]})
    check(factors)
    new = NeedWeights(code=code, name=name, document=document, valid_from=valid_from, factors=factors, note=note)
    with change(new, by=by, act=Act.NEED_WEIGH) as weights:
        pass
    return weights


def check(factors):
    """Refused, factor by factor, when the numbers make no sense."""
    fields = {}
    for code, rule in factors.items():
        if words := fault(code, rule):
            fields[code] = [f"{FACTORS[code].name if code in FACTORS else code}：{words}"]
    if fields:
        raise Refused("bad_weights", "权重填得不对，请看标红的几项", fields)
    total = sum(Decimal(rule["weight"]) for rule in factors.values())
    if total != HUNDRED:
        raise Refused("not_hundred", f"各项权重加起来应是 100，现在是 {total.normalize():f}")


def fault(code, rule):
    if code not in FACTORS:
        return "没有这个因素"
    try:
        weight, low, high = (Decimal(rule[name]) for name in ("weight", "low", "high"))
    except (InvalidOperation, KeyError, TypeError):
        return "权重和上下限都要填数字"
    if not 0 <= weight <= HUNDRED:
        return "权重在 0 到 100 之间"
    if low == high:
        return "“不需要”和“最需要”不能是同一个数"
    return ""
