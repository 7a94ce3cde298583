"""The demo's surveys: what could be seen was done, what people need was not (the proposal's complaint)."""

from datetime import timedelta

from django.utils import timezone

from accounts.policy import Act
from communities.surveys.answers import clean
from communities.surveys.models import Survey, SurveyQuestion
from core.changes import change_many

DONE = {"B05", "B15", "W02"}  # façade, road, greening: what the pilots did
RARE = {"W15", "W04", "W06", "W12", "W08", "T05", "T06", "T07"}
NOTES = {"B14": "顶楼渗漏", "B02": "雨污混接", "B08": "消防栓无水", "W15": "多数单元没有电梯", "W06": "夜间停车占道"}
OPEN = {0: "draft", 1: "submitted", 2: "returned"}  # of every twenty-fifth community
AWAY = {"B14": "请补顶层照片，说明渗漏户数", "fire_width": "与消防部门台账不一致，请复量"}


def build(communities, *, today, rng, by):
    """A round for every community: most verified, some on their way."""
    questions = list(SurveyQuestion.objects.all())
    surveys = []
    for number, community in enumerate(communities):
        renovated = community.previous_rounds > 0
        answers = {q.code: clean(q, answer(q, community, renovated, rng)) for q in questions}
        surveys.append(stand(community, number, answers, today, rng, by))
    change_many([(s, {}) for s in surveys], by=by, act=Act.SURVEY_FILL, note="演示数据")


def stand(community, number, answers, today, rng, by):
    survey = Survey(community=community, round=1, answers=answers, surveyor=f"{community.area}工作人员")
    survey.surveyed_on = today - timedelta(days=rng.randint(20, 260))
    moment = timezone.now() - timedelta(days=rng.randint(3, 19))
    survey.state = OPEN[number // 25 % 3] if number % 25 == 7 else Survey.State.VERIFIED
    if survey.state == Survey.State.DRAFT:
        survey.answers = dict(list(answers.items())[: rng.randint(20, 60)])
        return survey
    survey.submitted_at = moment
    if survey.state == Survey.State.RETURNED:
        survey.returned = AWAY
    elif survey.state == Survey.State.VERIFIED:
        survey.verified_at, survey.verified_by = moment + timedelta(days=1), by.display_name
    return survey


def answer(question, community, renovated, rng):
    kinds, section = SurveyQuestion.Kind, question.section
    if question.kind == kinds.CONDITION:
        value = condition(question.code, renovated, rng)
        note = NOTES.get(question.code, "") if value in ("poor", "missing") and rng.random() < 0.4 else ""
        return {"value": value, "note": note}
    if question.kind == kinds.YES_NO:
        return {"value": "yes" if rng.random() < 0.35 else "no"}
    if question.kind == kinds.CHOICE:
        return {"value": rng.choices([value for value, _ in question.options], [30, 24, 14, 10, 6, 8, 5, 3])[0]}
    if question.kind == kinds.TEXT:
        return {"value": ""}
    if section == "pipes":
        return {"value": pipes(question.code, community, rng)}
    return {"value": numbers(question.code, community, rng)}


def condition(code, renovated, rng):
    if code in RARE:
        return rng.choices(["good", "fair", "poor", "missing"], [5, 15, 25, 55])[0]
    if code in DONE and renovated:
        return rng.choices(["good", "fair"], [80, 20])[0]
    return rng.choices(["good", "fair", "poor", "missing"], [18, 40, 34, 8])[0]


def pipes(code, community, rng):
    if code.endswith("_year"):
        return str(community.built_year + (rng.randint(0, 6) if rng.random() < 0.7 else rng.randint(8, 20)))
    return str(round(community.buildings * rng.randint(35, 110)))


def numbers(code, community, rng):
    households, units = community.households, community.stair_units
    asked = round(households * rng.uniform(0.75, 0.98))
    found = {
        "fire_width": f"{rng.uniform(2.6, 5.5):.1f}",
        "fire_hydrants": rng.randint(0, max(community.buildings // 2, 1)),
        "bf_entrances": units,
        "bf_ramps": round(units * rng.uniform(0, 0.4)),
        "bf_rails": round(units * rng.uniform(0.3, 1)),
        "pp_alone": round(households * rng.uniform(0.02, 0.08)),
        "pp_disabled": round(households * rng.uniform(0.01, 0.04)),
        "pp_low_income": round(households * rng.uniform(0, 0.03)),
        "pp_dependent": round(households * rng.uniform(0, 0.02)),
        "pp_child": round(households * rng.uniform(0.01, 0.05)),
        "asked_households": asked,
        "willing_households": round(asked * rng.uniform(0.62, 0.97)),
    }
    return str(found.get(code, rng.choices([0, 1, 2, 3, 5], [40, 25, 15, 12, 8])[0]))
