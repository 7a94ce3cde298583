"""What a community must have before it enters a year's plan: one list for the page, the API and the refusal."""

from decimal import Decimal, InvalidOperation

from django.urls import reverse

from communities.surveys.models import Survey
from core.errors import Refused
from projects.consents import ratios
from projects.money.models import FundingSource


def missing(community) -> list[tuple[str, str]]:
    """[(words, where to mend it)]: survey verified, residents consulted (建办城〔2021〕50号)."""
    found = []
    if not community.surveys.filter(state=Survey.State.VERIFIED).exists():
        found.append((f"{community}的调查还没有核对", reverse("communities:community_surveys", args=[community.pk])))
    form = f"{reverse('projects:consultation_new')}?community={community.pk}&purpose=entry"
    return found + [(words, form) for words in ratios.missing(community, "entry")]


def require(entry):
    """Refuse `gate_closed` with all that an entry lacks; an exemption with its basis passes over survey and consent."""
    lacks = [] if entry.exemption.strip() else [words for words, _ in missing(entry.community)]
    if entry.investment <= 0:
        lacks.append("还没有填资金安排（哪个来源出多少万元）")
    if entry.committed_on is None or not entry.committed_by.strip():
        lacks.append("还没有各专项单位“一次进场”的承诺（日期和单位）")
    if lacks:
        raise Refused("gate_closed", "还不能列入计划：" + "；".join(lacks))


def read_funds(words):
    """{source code: 万元 as text} of {source: amount}; Refused names what cannot be read."""
    known = set(FundingSource.objects.values_list("pk", flat=True))
    funds = {}
    for code, amount in words.items():
        if code not in known:
            raise Refused("unknown_source", f"没有“{code}”这种资金来源", {"funds": [f"没有“{code}”这种资金来源"]})
        try:
            value = Decimal(str(amount)).quantize(Decimal("0.01"))
        except InvalidOperation as error:
            raise Refused("bad_amount", f"“{amount}”不是金额", {"funds": [f"“{amount}”不是金额"]}) from error
        if value < 0:
            raise Refused("bad_amount", "资金安排不能是负数", {"funds": ["资金安排不能是负数"]})
        if value:
            funds[code] = format(value, ".2f")
    return funds
