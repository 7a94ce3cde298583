"""Assessment on the desk: who took part, what came out, paper answers, what is done about low scores."""

import csv

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.urls import reverse

from accounts.policy import Act
from core.errors import Refused
from core.exchange.writing import harmless
from core.listing import Column
from core.steps.views import StepPage
from core.views import ActPage, DetailPage, ListPage
from resident_participation.assessment import actions, figures, forms
from resident_participation.assessment.filters import WaveFilter
from resident_participation.assessment.models import LowScore, Wave
from resident_participation.assessment.steps import LOW_STEPS


class WaveList(ListPage):
    """效果评价."""

    model, filterset_class, template_name = Wave, WaveFilter, "resident_participation/assessments.html"
    list_name, title = "assessments", "效果评价"
    lead = "完工、三个月、一年各评一次，到日子自动开始；一户一份，结果只到楼道，不到户"
    columns = [
        Column("community", "小区"),
        Column("occasion", "哪一次"),
        Column("opens_on", "开始", sort="opens_on"),
        Column("closes_on", "截止", sort="closes_on"),
        Column("answered", "参加", numeric=True),
        Column("overall", "总体满意", numeric=True),
        Column("low", "低分待整改", numeric=True),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        rows = super().get_base_queryset().select_related("community__area__parent", "project")
        low = Count("low_scores", filter=Q(low_scores__state="open"))
        return rows.annotate(answered=Coalesce(figures.ANSWERED, 0), low=low)

    def get_context_data(self, **kwargs):
        found = super().get_context_data(**kwargs)
        for wave in found["object_list"]:
            wave.read = figures.read(wave)
        return found


class WavePage(DetailPage):
    """One wave: while it is open counts only, afterwards the cells that may be shown."""

    model, template_name = Wave, "resident_participation/assessment.html"

    def get_queryset(self):
        return super().get_queryset().select_related("community__area__parent", "project")

    def get_context_data(self, **kwargs):
        wave, user = self.object, self.request.user
        return super().get_context_data(
            result=figures.read(wave),
            progress=None if wave.results else figures.progress(wave),
            lows=wave.low_scores.visible_to(user),
            remarks=wave.remarks.visible_to(user),
            may_paper=wave.is_open() and user.may(Act.ASSESSMENT_PAPER, wave),
            may_mend=user.may(Act.ASSESSMENT_MEND, wave),
            **kwargs,
        )


class WaveCells(DetailPage):
    """The published cells as CSV; nothing finer is kept anywhere."""

    model = Wave

    def get(self, request, *args, **kwargs):
        wave = self.get_object()
        if wave.state != Wave.State.CLOSED:
            raise Refused("not_counted", "还没有截止，没有结果可以导出")
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="assessment-{wave.pk}.csv"'
        csv.writer(response).writerows([harmless(cell) for cell in row] for row in figures.rows(wave))
        return response


class WavePaper(ActPage):
    """A paper answer; then the next one."""

    model, form_class, act, title = Wave, forms.PaperForm, Act.ASSESSMENT_PAPER, "录入纸质评价"
    button, done = "录入，再录下一份", "已录入，算在“纸质代录”里"
    explain = "照纸上的录，录完看不到了，也不能改。代录的份数会和结果一起公布"

    def act_on(self, obj, by, version=None, **values):
        actions.enter_paper(obj, by=by, **forms.with_scores(values))

    def get_success_url(self):
        return reverse("resident_participation:assessment_paper", args=[self.object.pk])


class LowScoreStep(StepPage):
    """/low-scores/7/mend/"""

    model, steps = LowScore, LOW_STEPS

    def get_queryset(self):
        return super().get_queryset().select_related("wave__community__area__parent")

    @property
    def explain(self):
        return str(self.object)
