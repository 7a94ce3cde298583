"""What anybody may know of a recount: seed, sample, how many differed, and the second result where there is one."""

from django.utils import timezone

from resident_participation.recounts.models import Correction, Recount
from resident_participation.votes.models import Round


def window_closed(round_):
    """Why a household cannot ask for a recount now, in words; "" while it can."""
    if round_.status != Round.Status.CLOSED:
        return "公布结果以后，结果公示期内可以申请复核"
    if timezone.localdate() > round_.result_to:
        return f"结果公示到{round_.result_to:%Y年%m月%d日}，已经结束。还有疑问请向街道书面提出"
    if Recount.objects.filter(round=round_, state=Recount.State.DONE).exists():
        return "这一轮已经复核过，结果见公示页"
    return ""


def of(round_):
    """The Recount of a round, or None."""
    return Recount.objects.filter(round=round_).select_related("round").first()


def correction(round_):
    """The second result of a round, or None."""
    return Correction.objects.filter(recount__round=round_).select_related("recount").first()


def report(round_):
    """The recount in plain values, for page and API alike; None where none was drawn. No choice, no household."""
    recount = of(round_)
    if recount is None:
        return None
    rows = list(recount.rechecks.order_by("paper__number").values_list("paper__number", "sampled", "agrees"))
    return {
        "state": recount.state,
        "challenges": round_.challenges.count(),
        "number": recount.number,
        "place": recount.place,
        "drawn_on": recount.drawn_on,
        "seed": recount.seed,
        "papers": recount.papers,
        "sample": [number for number, sampled, _ in rows if sampled],
        "checked": sum(agrees is not None for *_, agrees in rows),
        "to_check": len(rows),
        "mismatches": [number for number, _, agrees in rows if agrees is False],
        "finished_on": recount.finished_on,
    }


def result(round_):
    """What a recount adds to the answer of `/result/`, {} where none was drawn. The first result stays as told."""
    found = report(round_)
    if found is None:
        return {}
    second = correction(round_)
    return {"recount": found} | ({"correction": corrected(round_, second)} if second else {})


def corrected(round_, second):
    """A second result in plain values; items as in the first."""
    titles = {str(item["id"]): item["title"] for item in round_.package["items"]}
    return {
        "corrects": second.first_root,
        "root": second.root,
        "declared_on": second.declared_on,
        "posted_to": second.posted_to,
        "items": [{"id": int(key), "title": titles[key], **found} for key, found in second.results.items()],
    }
