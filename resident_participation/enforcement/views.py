"""Cases of enforcement on the desk of street, district, city and of the departments themselves."""

from django.utils import timezone

from accounts.policy import Act
from core.history import entries
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import DetailPage, FormPage, HistoryPage, ListPage
from resident_participation.cases.desk_views import suggestions
from resident_participation.enforcement import actions, forms
from resident_participation.enforcement.filters import CaseFilter
from resident_participation.enforcement.models import EnforcementCase
from resident_participation.enforcement.steps import CASE_STEPS
from resident_participation.models import Feedback

UNPROVEN = {Act.ENFORCEMENT_ACCEPT, Act.ENFORCEMENT_REFUSE, Act.ENFORCEMENT_VISIT}  # without a paper when one's own


class CaseList(ListPage):
    """执法事项, what is most urgent first."""

    model, filterset_class, template_name = EnforcementCase, CaseFilter, "resident_participation/enforcement_cases.html"
    list_name, title = "enforcement", "执法进小区"
    lead = "街道报、部门签收、到场、整改、办结，每一步都有工作日的时限；最急的排在最前"
    columns = [
        Column("number", "编号", sort="number"),
        Column("place", "小区和楼栋"),
        Column("duty", "事项"),
        Column("department", "承办"),
        Column("reported_on", "报告", sort="reported_on"),
        Column("settle_due_on", "应办结"),
        Column("state", "状态", sort="due_on"),
    ]

    def get_base_queryset(self):
        related = ("community__area__parent", "duty", "organisation")
        return super().get_base_queryset().select_related(*related).order_by("due_on", "pk")

    def totals(self, queryset):
        states = EnforcementCase.State
        open_ones = queryset.open()
        return [
            ("没有办结", f"{open_ones.count():,} 件"),
            ("待签收", f"{queryset.unsigned().count():,} 件"),
            ("主管有争议", f"{queryset.filter(state=states.DISPUTED).count():,} 件"),
            ("超期", f"{queryset.overdue().count():,} 件"),
        ]

    def get_context_data(self, **kwargs):
        may_report = self.request.user.may_somewhere(Act.ENFORCEMENT_REPORT)
        return super().get_context_data(may_report=may_report, today=timezone.localdate(), **kwargs)


class CaseNew(FormPage):
    """One screen; who answers for the matter is found from the list."""

    model, form_class, act = EnforcementCase, forms.ReportForm, Act.ENFORCEMENT_REPORT
    template_name = "resident_participation/enforcement_new.html"
    title, button, done = "报告执法事项", "报给主管部门", "已报给主管部门，等它签收"

    def get_initial(self):
        initial = {"reported_on": timezone.localdate(), "community": self.request.GET.get("community", "")}
        asked = self.request.GET.get("feedback", "")
        if not (asked.isascii() and asked.isdecimal()):
            return initial
        found = Feedback.objects.visible_to(self.request.user).select_related("community").filter(pk=asked).first()
        return initial | from_feedback(found) if found else initial

    def act_on(self, obj, by, **values):
        return actions.report(by=by, **values)

    def get_context_data(self, **kwargs):
        return super().get_context_data(suggestions=suggestions(self.request.user, ""), **kwargs)


def from_feedback(feedback):
    """What a resident said, as the start of a case; the place is read over by the clerk."""
    return {
        "feedback": feedback.pk,
        "community": feedback.community.code,
        "place": feedback.building,
        "text": feedback.text[:500],
        "source": EnforcementCase.Source.RESIDENT,
    }


class CaseTabs:
    def get_queryset(self):
        related = ("community__area__parent", "duty", "organisation", "feedback")
        return super().get_queryset().select_related(*related)

    def get_context_data(self, **kwargs):
        case = self.object
        tabs = [
            ("办理", case.get_absolute_url(), "detail"),
            ("变更记录", f"{case.get_absolute_url()}history/", "history"),
        ]
        return super().get_context_data(tabs=tabs, **kwargs)


class CasePage(CaseTabs, DetailPage):
    """One case: where it stands, what is due by when, every step with its paper."""

    model, template_name, tab = EnforcementCase, "resident_participation/enforcement_case.html", "detail"

    def get_context_data(self, **kwargs):
        case, user = self.object, self.request.user
        return super().get_context_data(
            today=timezone.localdate(),
            steps=[(name, step) for name, step in open_to(user, case, CASE_STEPS) if to_the_point(case, name)],
            actions=case.actions.select_related("action").order_by("-action__held_on"),
            before=earlier(case, user),
            entries=entries(case),
            **kwargs,
        )


def to_the_point(case, name):
    """Whether a button makes sense; the action itself refuses what does not."""
    if name == "urge":
        return case.due_on < timezone.localdate()
    if name in ("publish", "withdraw"):
        return bool(case.published_on) == (name == "withdraw")
    return True


def earlier(case, user):
    """Other cases of the same matter at the same building, newest first."""
    same = {"community": case.community_id, "building": case.building, "matter": case.matter}
    others = EnforcementCase.objects.visible_to(user).filter(**same).exclude(pk=case.pk)
    return others.order_by("-reported_on")[:5] if case.building else []


class CaseHistory(CaseTabs, HistoryPage):
    model, tab = EnforcementCase, "history"


class CaseStep(StepPage):
    """/enforcement/7/accept/"""

    model, steps = EnforcementCase, CASE_STEPS
    template_name = "resident_participation/enforcement_step.html"

    def get_queryset(self):
        return super().get_queryset().select_related("community__area__parent", "duty", "organisation")

    @property
    def explain(self):
        case = self.object
        return f"{case.community} {case.building}　{case.duty}　{case.handler}"

    def get_form(self, form_class=None):
        """A clerk who writes for a department copies its paper; its own people act today and have nothing to copy."""
        form = super().get_form(form_class)
        if self.act == Act.ENFORCEMENT_DECIDE:
            return form
        if actions.on_behalf(self.object, self.request.user):
            for name in {"date", "document"} & form.fields.keys():
                form.fields[name].required = True
        else:
            form.fields.pop("date", None)
            if self.act in UNPROVEN:
                form.fields.pop("document", None)
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(step_name=self.act.value.split(".")[1], **kwargs)
