"""The checklist of an acceptance: which lines concern a project, and what was found at each."""

from django.db import transaction
from django.db.models import Q

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from projects.acceptance.models import AcceptanceItem, AcceptanceResult
from projects.acceptance.rules import fill, on_site
from projects.stages.records import hold

Verdict = AcceptanceResult.Verdict


def lines(project):
    """The lines of a project: the general ones, those of the items it does (of all items when none is listed), and
    whatever else already has a result."""
    doing = list(project.items.filter(answer="do").values_list("item_id", flat=True))
    rows = AcceptanceItem.objects.all()
    if doing:
        rows = rows.filter(Q(item=None) | Q(item__in=doing) | Q(pk__in=project.acceptance_results.values("item")))
    return rows


def results(project):
    """[(line, its result or None)] in order; two statements more than the lines."""
    known = {r.item_id: r for r in project.acceptance_results.all()}
    return [(line, known.get(line.pk)) for line in lines(project)]


def lacking(project):
    """The required lines that are neither passed nor not applicable, each with its result or None."""
    done = (Verdict.PASS, Verdict.NOT_APPLICABLE)
    return [(line, r) for line, r in results(project) if line.required and (r is None or r.verdict not in done)]


@transaction.atomic
def set_verdict(project, item, *, by, version=None, **values):
    """What was found at one line; a later word replaces the earlier, with its history."""
    project = hold(project)
    found = project.acceptance_results.filter(item=item).first() or AcceptanceResult(project=project, item=item)
    with change(found, by=by, act=Act.ACCEPTANCE_RECORD, version=version) as result:
        fill(result, values)
        on_site(project, "checked_on", result.checked_on)
        if result.verdict == Verdict.FAIL and not result.note.strip():
            raise Refused("needs_note", f"“{item}”不合格，要写说明", {"note": ["不合格要写说明"]})
    return result


@transaction.atomic
def set_verdicts(project, rows, *, by, checked_on):
    """Several lines at once, all or nothing: `rows` is [(item, {"verdict", "note"})].

    Lines that say what they said before keep their day. A refusal names the line: "roof_water.note".
    """
    project = hold(project)
    known = {r.item_id: r for r in project.acceptance_results.all()}
    for item, said in rows:
        before = known.get(item.pk)
        if before and (before.verdict, before.note) == (said["verdict"], said["note"]):
            continue
        try:
            set_verdict(project, item, by=by, checked_on=checked_on, **said)
        except Refused as refused:
            at_line = {f"{item.pk}.{name}" if name == "note" else name: words for name, words in refused.fields.items()}
            raise Refused(refused.code, refused.message, at_line) from refused
