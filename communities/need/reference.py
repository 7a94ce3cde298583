"""The first weights: the product's own proposal, to be replaced by what the city publishes."""

from datetime import date

from accounts.policy import Act
from communities.need.models import NeedWeights
from core.actors import SYSTEM
from core.changes import change
from core.reference import reference

FIRST = {  # factor: weight, value without need, value of full need
    "age": ("15", "10", "40"),
    "hazards": ("20", "0", "30"),
    "gaps": ("20", "0", "10"),
    "services": ("15", "0", "60"),
    "elderly": ("10", "15", "40"),
    "willingness": ("10", "50", "95"),
    "density": ("5", "80", "130"),
    "rounds": ("5", "2", "0"),
}


@reference
def first_weights():
    if NeedWeights.objects.exists():
        return
    factors = {code: dict(zip(("weight", "low", "high"), rule, strict=True)) for code, rule in FIRST.items()}
    new = NeedWeights(
        code="默认", name="平台默认权重", document="平台建议，待市里公布", valid_from=date(2020, 1, 1), factors=factors
    )
    with change(new, by=SYSTEM, act=Act.NEED_WEIGH):
        pass
