import json

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.generic import View

from accounts.policy import Act
from communities.register.models import Community
from communities.register.views import CommunityTabs
from communities.surveys import actions
from communities.surveys.filters import SurveyFilter
from communities.surveys.models import Survey, SurveyQuestion
from core.errors import Refused
from core.exchange.views import ExportPage
from core.listing import Column
from core.views import DetailPage, HistoryPage, ListPage


class SurveyList(ListPage):
    """Surveys by state: what the street still fills in, what waits for the district."""

    model, filterset_class, template_name = Survey, SurveyFilter, "communities/surveys.html"
    list_name, title = "surveys", "调查摸底"
    columns = [
        Column("name", "小区", sort="name"),
        Column("area", "街道", sort="code"),
        Column("round", "轮次", numeric=True),
        Column("answered", "已填", numeric=True),
        Column("state", "状态", sort="state"),
        Column("surveyor", "调查人"),
        Column("submitted_at", "上报时间", sort="submitted_at"),
    ]

    def get_base_queryset(self):
        return (
            super().get_base_queryset().select_related("community__area__parent").order_by("community__code", "-round")
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(questions=SurveyQuestion.objects.in_use().count(), **kwargs)


class CommunitySurveys(CommunityTabs, DetailPage):
    """A community's rounds, the latest first."""

    model, template_name, tab = Community, "communities/community_surveys.html", "surveys"

    def get_queryset(self):
        return super().get_queryset().select_related("area", "district", "unit")

    def get_context_data(self, **kwargs):
        rounds = list(self.object.surveys.visible_to(self.request.user))
        last = rounds[0] if rounds else None
        return super().get_context_data(
            rounds=rounds,
            sections=sections(last) if last else [],
            questions=SurveyQuestion.objects.in_use().count(),
            may_start=self.request.user.may(Act.SURVEY_FILL, self.object) and (not last or last.state == "verified"),
            **kwargs,
        )


def sections(survey, earlier=None, typed=None, faults=None):
    """[(section's name, its key, lines, answered)]: what the page says of each question."""
    differ = actions.differences(survey, earlier)
    found = {}
    for question in SurveyQuestion.objects.in_use():
        answer = (typed or {}).get(question.code) or survey.answers.get(question.code) or {}
        line = {
            "question": question,
            "value": answer.get("value", ""),
            "note": answer.get("note", ""),
            "words": question.words(answer),
            "returned": survey.returned.get(question.code, ""),
            "before": differ.get(question.code, ""),
            "faults": (faults or {}).get(question.code, []),
        }
        found.setdefault(question.section, []).append(line)
    return [
        (SurveyQuestion.Section(key).label, key, lines, sum(1 for line in lines if line["value"]))
        for key, lines in found.items()
    ]


class SurveyPage(DetailPage):
    """One round: to fill in on a phone, to check at the district, to read afterwards."""

    model, template_name = Survey, "communities/survey.html"

    def get_queryset(self):
        return super().get_queryset().select_related("community__area", "community__district").prefetch_related("files")

    def get_context_data(self, typed=None, faults=None, **kwargs):
        survey, user = self.object, self.request.user
        earlier = survey.community.surveys.filter(round__lt=survey.round).first()
        submitted = survey.state == Survey.State.SUBMITTED
        return super().get_context_data(
            sections=sections(survey, earlier, typed, faults),
            earlier=earlier,
            total=SurveyQuestion.objects.in_use().count(),
            may_fill=survey.state in actions.FILLABLE and user.may(Act.SURVEY_FILL, survey),
            may_check=submitted and user.may(Act.SURVEY_VERIFY, survey),
            wrong=faults or {},
            **kwargs,
        )


class SurveyExport(ExportPage):
    """The latest answers of each community of the list, as a sheet that can be imported again."""

    kind = "survey_answers"


class SurveyStart(DetailPage):
    model, http_method_names = Community, ["post"]

    def post(self, request, pk):
        return redirect(actions.start_round(self.get_object(), by=request.user))


class SurveyAct(SurveyPage):
    """A posted act on a survey; what is refused comes back on the page with what was typed."""

    http_method_names = ["post"]
    done = ""

    def post(self, request, pk):
        self.object = self.get_object()
        self.typed = given(request.POST)
        try:
            self.act()
        except Refused as refused:
            messages.error(request, refused.message)
            context = self.get_context_data(typed=self.typed, faults=refused.fields)
            return render(request, self.template_name, context, status=409)
        messages.success(request, self.done)
        return redirect(self.object)


class SurveySave(SurveyAct):
    """The whole form, for browsers without scripts and for whoever presses 保存."""

    done = "已保存"

    def act(self):
        version = self.request.POST.get("version", "")
        version = int(version) if version.isascii() and version.isdigit() else None
        self.object = actions.save_answers(self.object, self.typed, by=self.request.user, version=version)
        if "submit" in self.request.POST:
            self.object = actions.submit(self.object, by=self.request.user)
            self.done = "已上报，等区县核对"


class SurveyReturn(SurveyAct):
    done = "已退回街道"

    def act(self):
        asked, words = self.request.POST.getlist("return"), self.request.POST
        reasons = {code: words.get(f"reason-{code}", "") for code in asked}
        self.object = actions.send_back(self.object, reasons, by=self.request.user)


class SurveyVerify(SurveyAct):
    done = "已核对，这一轮不再改动"

    def act(self):
        self.object = actions.verify(self.object, by=self.request.user)


def given(post):
    """{code: {"value", "note"}} of the form's inputs v-<code> and n-<code>."""
    codes = {name[2:] for name in post if name.startswith("v-")}
    return {code: {"value": post.get(f"v-{code}", ""), "note": post.get(f"n-{code}", "")} for code in codes}


class SurveyMerge(DetailPage):
    """What survey.js sends as people fill in, at once or after hours without a network; answers in JSON."""

    model, http_method_names = Survey, ["post"]

    def post(self, request, pk):
        try:
            answers = dict(json.loads(request.body)["answers"])
            survey, conflicts = actions.merge_answers(self.get_object(), answers, by=request.user)
        except (ValueError, KeyError, TypeError):
            return JsonResponse({"detail": "提交的内容有误"}, status=400)
        except Refused as refused:
            return JsonResponse({"detail": refused.message, "fields": refused.fields or {}}, status=409)
        return JsonResponse({"version": survey.version, "answered": survey.answered, "conflicts": conflicts})


class SurveyHistory(HistoryPage):
    model = Survey


class SurveyWorker(View):
    """The service worker lies under the pages that it keeps: its place is its reach."""

    def get(self, request):
        response = render(request, "communities/survey_worker.js", content_type="text/javascript; charset=utf-8")
        return cache_control(no_cache=True)(lambda _: response)(request)
