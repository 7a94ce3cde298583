"""Answers as a sheet: a row per community, a column per question; into the round that is open, or a new one."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from accounts.policy import Act
from communities.register.models import Community
from communities.surveys.actions import FILLABLE, take_in
from communities.surveys.answers import clean
from communities.surveys.filters import SurveyFilter
from communities.surveys.models import Survey, SurveyQuestion
from core.changes import change_many, snapshot
from core.exchange.columns import Column, Digits, Text, plain_text
from core.exchange.registry import register
from core.exchange.sheet import NEW, UNCHANGED, Sheet

CODE = Digits("小区编号", "code", ("编号", "小区代码"), required=True, pattern=r"\d{13,15}", width=16,
              words="小区编号应是 13 位数字", example="3302030060001")  # fmt: skip
NAME = Text("小区名称", "name", ("小区",), help="只作对照，不导入", width=18)


@dataclass(frozen=True)
class AnswerColumn(Column):
    """One question: choices by their words, numbers as numbers; a note follows in brackets."""

    question: SurveyQuestion = None

    def read(self, value):
        words = plain_text(value)
        bare, _, note = words.partition("（")
        known = {label: key for key, label in self.question.choices}
        bare = bare.removesuffix(self.question.unit).strip() if self.question.unit else bare.strip()
        if known and bare not in known:
            raise ValueError(f"没有“{bare}”这个选项，可填：{'、'.join(known)}")
        noted = {"value": known.get(bare, bare), "note": note.removesuffix("）")}
        return clean(self.question, noted if known else {"value": words if not self.question.unit else bare}), None

    def show(self, value):
        return self.question.words(value)


@register
class SurveySheet(Sheet):
    """调查摸底: what a street brings back on paper, typed into a table."""

    kind, title, model, act = "survey_answers", "调查摸底", Survey, Act.SURVEY_FILL
    must_have, filterset_class, list_page = ("code",), SurveyFilter, "communities:surveys"

    def __init__(self, by):
        super().__init__(by)
        asked = [AnswerColumn(q.text, f"q_{q.code}", (q.code,), question=q) for q in SurveyQuestion.objects.in_use()]
        self.columns = (CODE, NAME, *asked)

    def shown(self, rows):
        """The latest round of each community of the list."""
        latest = Survey.objects.filter(community=OuterRef("community")).order_by("-round").values("pk")[:1]
        return rows.filter(pk=Subquery(latest)).select_related("community")

    def existing(self, chunk, lock):
        codes = [row.values["code"] for row in chunk if "code" in row.values]
        places = Community.objects.visible_to(self.by).filter(code__in=codes).select_related("area")
        rounds = Survey.objects.filter(community__in=places).order_by("community", "round")
        rounds = rounds.select_for_update() if lock else rounds
        last = {survey.community_id: survey for survey in rounds}
        return {place.code: (place, last.get(place.pk)) for place in places}

    def keys(self, row):
        return [("小区编号", row.values["code"])] if "code" in row.values else []

    def find(self, row, known):
        place, last = known.get(row.values.get("code"), (None, None))
        row.extra = {"place": place, "last": last}
        if place is None and "code" in row.values:
            row.wrong("小区编号", "没有这个小区，或者它不在您的管辖范围")
        return last if last is not None and last.state != Survey.State.VERIFIED else None

    def fill(self, row):
        place, last, survey = row.extra["place"], row.extra["last"], row.obj
        if place is None:
            return
        given = {name[2:]: value for name, value in row.values.items() if name.startswith("q_")}
        if not row.before:
            survey.round, survey.answers = (last.round + 1, dict(last.answers)) if last else (1, {})
        survey.community = place
        take_in(survey, given)
        if survey.answers != (last.answers if last else {}):
            survey.surveyor = survey.surveyor or self.by.display_name

    def check(self, row):
        survey = row.obj
        if not self.by.may(self.act, survey):
            row.wrong("小区编号", f"{survey.community.area}不在您的管辖范围（{self.by.scope_label}）")
        elif row.before and survey.state not in FILLABLE and snapshot(survey) != row.before:
            row.wrong("小区编号", f"这个小区的调查{survey.get_state_display()}，不能再填")

    def state_of(self, row):
        """A verified round that would only be repeated is left alone."""
        state, last = super().state_of(row), row.extra.get("last")
        return UNCHANGED if state == NEW and last and last.answers == row.obj.answers else state

    def write(self, rows, batch):
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)

    def value(self, obj, name):
        if name in ("code", "name"):
            return getattr(obj.community, name)
        return obj.answers.get(name[2:])
