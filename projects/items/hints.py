"""What speaks for an item in a community: gaps of completeness, a poor state in the survey, what residents want."""

from communities.completeness.judging import Status, fetch, rules
from communities.completeness.models import Assessment
from communities.surveys.models import Survey, SurveyQuestion
from projects.items import catalogue

LACKS = {Status.NO: "缺", Status.PARTLY: "不足"}
STATES = {"poor": "差", "missing": "没有"}
GAPS = """SELECT community_id, no, status FROM judged WHERE status IN ('no', 'partly') ORDER BY community_id, no"""
CHOSEN = """SELECT a.id, a.community_id, a.answers FROM communities_assessment a WHERE a.id = ANY(%(assessments)s)"""


def hints(communities, user):
    """{community key: {item code: [words]}} from the latest rounds this person may see; a few statements for all."""
    found = {c.pk: {} for c in communities}
    for key, no, status, name in gaps(found, user):
        for code, one in catalogue.entries().items():
            if no in one.gaps:
                found[key].setdefault(code, []).append(f"短板：{LACKS[status]}{name}")
    questions = list(SurveyQuestion.objects.filter(item__isnull=False))
    for survey in latest(Survey, Survey.State.VERIFIED, found, user):
        say_states(found[survey.community_id], survey.answers, questions)
        say_wishes(found[survey.community_id], survey.answers)
    return found


def latest(model, state, communities, user):
    rows = model.objects.visible_to(user).filter(community__in=communities, state=state)
    return rows.order_by("community_id", "-round").distinct("community_id")


def gaps(communities, user):
    assessments = [a.pk for a in latest(Assessment, Assessment.State.CONFIRMED, communities, user)]
    by = rules()
    names = {item.no: item.name for item in by.items}
    rows = fetch(GAPS, by, chosen=CHOSEN, assessments=assessments) if assessments else []
    return [(key, no, status, names[no]) for key, no, status in rows]


def say_states(found, answers, questions):
    for question in questions:
        state = STATES.get((answers.get(question.pk) or {}).get("value"))
        if state:
            note = answers[question.pk].get("note")
            found.setdefault(question.item_id, []).append(f"调查：{state}" + (f"，{note}" if note else ""))


def say_wishes(found, answers):
    wish = (answers.get("most_wanted") or {}).get("value")
    for code, one in catalogue.entries().items():
        if wish and one.wanted == wish:
            found.setdefault(code, []).append("居民最想改")
