"""What the works of one site look like on a page: time line, clashes, proposals, what coordination saves."""

from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from projects.special_works import coordination, gantt, words
from projects.special_works.models import SpecialWork


def facts(site, area, user):
    """The works of a site that a person sees, for `projects/_site_works.html`."""
    works = list(
        SpecialWork.objects.visible_to(user)
        .filter(site.condition)
        .exclude(state=SpecialWork.State.CANCELLED)
        .select_related(*coordination.SHOWN)
    )
    saved = coordination.current(site, area)
    clashes = list(coordination.clashes(site, user))
    return {
        "works": works,
        "clashes": [(number, clash, words.reason(clash)) for number, clash in enumerate(clashes, 1)],
        "proposals": with_works(saved["proposals"], works),
        "saved": saved,
        "chart": gantt.chart(works, clashes, saved["proposals"], timezone.localdate()),
        "may_coordinate": user.may(Act.PROPOSAL_ACCEPT, area),
        "may_file": user.may_somewhere(Act.WORK_FILE),
        "open_clashes": sum(clash.answer_id is None for clash in clashes),
    }


def with_works(proposals, works):
    """Proposals with their works as the page shows them; those with works that one does not see are left out."""
    known = {w.pk: w for w in works}
    return [
        one | {"moves": [move | {"work": known[move["work"]]} for move in one["moves"]]}
        for one in proposals
        if all(move["work"] in known for move in one["moves"])
    ]


def acts(kind, record):
    """Where a proposal is accepted and the plan approved: of a unit, or of a project without one."""
    return {name: reverse(f"projects:{kind}_{name}", args=[record.pk]) for name in ("accept", "approve")}
