"""A survey goes from the street to the district and back, item by item, until it is verified."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from communities.surveys.answers import clean, is_answered
from communities.surveys.models import Survey, SurveyQuestion
from core.changes import change
from core.errors import Refused
from core.states import Lifecycle

State = Survey.State
LIFE = Lifecycle(
    "state",
    {
        (State.DRAFT, Act.SURVEY_SUBMIT): State.SUBMITTED,
        (State.RETURNED, Act.SURVEY_SUBMIT): State.SUBMITTED,
        (State.SUBMITTED, Act.SURVEY_RETURN): State.RETURNED,
        (State.SUBMITTED, Act.SURVEY_VERIFY): State.VERIFIED,
    },
)
FILLABLE = (State.DRAFT, State.RETURNED)


@transaction.atomic
def start_round(community, *, by):
    """The next round, beginning with the answers of the last; Refused while one is open."""
    by.require(Act.SURVEY_FILL, community)
    last = community.surveys.select_for_update().first()
    if last and last.state != State.VERIFIED:
        raise Refused("round_open", f"第 {last.round} 轮调查还没有核对完（{last.get_state_display()}），不能再开一轮")
    new = Survey(community=community, round=last.round + 1 if last else 1, answers=dict(last.answers) if last else {})
    with change(new, by=by, act=Act.SURVEY_FILL) as survey:
        pass
    return survey


def save_answers(survey, given, *, by, version=None, surveyed_on=None, surveyor=None):
    """Some answers, {question code: {"value", "note"}}; the others stay. All of them or, when one is wrong, none."""
    cleaned = clean_all(given)
    with change(survey, by=by, act=Act.SURVEY_FILL, version=version) as s:
        put(s, cleaned, by, surveyed_on, surveyor)
    return s


def merge_answers(survey, given, *, by):
    """Answers from a device that was away, {code: {"value", "note", "was": what it had seen}}.

    What somebody else has changed meanwhile is not overwritten. Returns (survey, {code: what stands there now}).
    """
    cleaned, conflicts = clean_all(given), {}
    with change(survey, by=by, act=Act.SURVEY_FILL) as s:
        for code, answer in list(cleaned.items()):
            now, seen = s.answers.get(code), given[code] if isinstance(given[code], dict) else {}
            if "was" in seen and not same(now, seen["was"]) and not same(now, answer):
                conflicts[code] = now or {"value": "", "note": ""}
                del cleaned[code]
        put(s, cleaned, by)
    return s, conflicts


def same(one, other):
    blank = {"value": "", "note": ""}
    return {**blank, **(one or {})} == {**blank, **(other or {})}


def put(survey, cleaned, by, surveyed_on=None, surveyor=None):
    if survey.state not in FILLABLE:
        raise Refused("not_fillable", f"调查{survey.get_state_display()}，不能再填；要改请区县退回")
    take_in(survey, cleaned)
    survey.surveyed_on = surveyed_on or survey.surveyed_on or timezone.localdate()
    survey.surveyor = surveyor or survey.surveyor or by.display_name


def take_in(survey, cleaned):
    """Answers that differ replace what stood there; a returned item that was answered anew is mended."""
    kept = survey.answers
    changed = {code for code, answer in cleaned.items() if not same(answer, kept.get(code))}
    survey.returned = {code: why for code, why in survey.returned.items() if code not in changed}
    survey.answers = kept | {code: cleaned[code] for code in changed}


def clean_all(given):
    questions = {q.code: q for q in SurveyQuestion.objects.in_use()}
    cleaned, fields = {}, {}
    for code, answer in given.items():
        try:
            if code not in questions:
                raise ValueError("没有这个问题")
            cleaned[code] = clean(questions[code], answer)
        except ValueError as error:
            fields[code] = [str(error)]
    if fields:
        names = "、".join(str(questions.get(code, code)) for code in fields)
        raise Refused("bad_answers", f"有几项填得不对：{names}", fields)
    return cleaned


def missing(survey):
    """The required questions without an answer, in order."""
    required = SurveyQuestion.objects.in_use().filter(required=True)
    return [question for question in required if not is_answered(survey.answers.get(question.code))]


def submit(survey, *, by):
    """To the district. Refused while required answers are missing or returned ones were not mended."""
    with change(survey, by=by, act=Act.SURVEY_SUBMIT) as s:
        LIFE.step(s, Act.SURVEY_SUBMIT)
        if left := missing(s):
            names = "、".join(str(question) for question in left[:8])
            more = f"等 {len(left)} 项" if len(left) > 8 else ""
            raise Refused("unanswered", f"还有必填的没有填：{names}{more}", {q.code: ["这一项要填"] for q in left})
        if s.returned:
            names = "、".join(str(q) for q in SurveyQuestion.objects.filter(code__in=s.returned))
            raise Refused("unmended", f"区县退回的还没有改：{names}", {code: ["退回的还没有改"] for code in s.returned})
        s.submitted_at = timezone.now()
    return s


def send_back(survey, reasons, *, by):
    """Return single answers with a reason each, {question code: reason}; the others stay as they are."""
    reasons = {code: why.strip() for code, why in reasons.items()}
    if not reasons or not all(reasons.values()):
        raise Refused("no_reason", "请勾选要退回的项，并写明原因")
    unknown = reasons.keys() - set(SurveyQuestion.objects.values_list("code", flat=True))
    if unknown:
        raise Refused("unknown_question", f"没有这个问题：{'、'.join(sorted(unknown))}")
    with change(survey, by=by, act=Act.SURVEY_RETURN) as s:
        LIFE.step(s, Act.SURVEY_RETURN)
        s.returned = reasons
    return s


def verify(survey, *, by):
    """From now on this round stands."""
    with change(survey, by=by, act=Act.SURVEY_VERIFY) as s:
        LIFE.step(s, Act.SURVEY_VERIFY)
        s.verified_at, s.verified_by = timezone.now(), by.display_name
    return s


def differences(survey, earlier):
    """{question code: words of then} of the answers that differ from an earlier round."""
    if earlier is None:
        return {}
    questions = SurveyQuestion.objects.all()
    pairs = [(q, survey.answers.get(q.code), earlier.answers.get(q.code)) for q in questions]
    return {q.code: q.words(then) or "没有填" for q, now, then in pairs if not same(now, then)}
