"""Opinions on the desk of a street office: windows, what was said, the answers."""

from django.db.models import Count, F, Q

from accounts.policy import Act
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import DetailPage, FormPage, HistoryPage, ListPage
from resident_participation.opinions import actions, figures, forms
from resident_participation.opinions.filters import OpinionWindowFilter, SchemeOpinionFilter
from resident_participation.opinions.models import OpinionWindow, SchemeOpinion
from resident_participation.opinions.steps import STEPS

OPEN = SchemeOpinion.State.OPEN


class OpinionList(ListPage):
    """方案意见, what waits longest first."""

    model, filterset_class, template_name = SchemeOpinion, SchemeOpinionFilter, "resident_participation/opinions.html"
    list_name, title = "opinions", "方案意见"
    columns = [
        Column("text", "意见"),
        Column("window", "征求意见"),
        Column("place", "谁提的"),
        Column("topic", "关于"),
        Column("filed_at", "提出", sort="filed_at"),
        Column("state", "答复"),
    ]

    def get_base_queryset(self):
        rows = super().get_base_queryset().select_related("window__community__area")
        return rows.order_by(F("answered_on").desc(nulls_first=True), "filed_at", "pk")

    def totals(self, queryset):
        linked = Count("pk", filter=Q(row__isnull=False))
        found = queryset.order_by().aggregate(linked=linked, all=Count("pk"), open=Count("pk", filter=Q(state=OPEN)))
        return [
            ("凭参与卡", f"{found['linked']} 条"),
            ("工作人员记录", f"{found['all'] - found['linked']} 条"),
            ("待答复", f"{found['open']} 条"),
        ]


class OpinionPage(DetailPage):
    """One opinion with its answer."""

    model, template_name, tab = SchemeOpinion, "resident_participation/opinion.html", "detail"

    def get_queryset(self):
        return super().get_queryset().select_related("window__community__area__parent", "row")

    def get_context_data(self, **kwargs):
        return super().get_context_data(steps=open_to(self.request.user, self.object, STEPS), **kwargs)


class OpinionHistory(HistoryPage):
    model = SchemeOpinion


class OpinionStep(StepPage):
    model, steps = SchemeOpinion, STEPS

    def get_queryset(self):
        return super().get_queryset().select_related("window__community__area")

    def get_initial(self):
        return {"public_text": self.object.text}


class WindowList(ListPage):
    """征求意见, the newest first."""

    model, filterset_class, template_name = OpinionWindow, OpinionWindowFilter, "resident_participation/windows.html"
    list_name, title = "opinion_windows", "方案征求意见"
    columns = [
        Column("title", "标题"),
        Column("scheme", "方案"),
        Column("community", "小区"),
        Column("opens_on", "日期", sort="opens_on"),
        Column("opinions", "意见", numeric=True),
        Column("waiting", "待答复", numeric=True),
    ]

    def get_base_queryset(self):
        waiting = Count("opinions", filter=Q(opinions__state=OPEN))
        rows = super().get_base_queryset().select_related("community__area", "project", "round")
        return rows.annotate(count=Count("opinions"), waiting=waiting)

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_ask=self.request.user.may_somewhere(Act.SCHEME_ASK), **kwargs)


class WindowPage(DetailPage):
    """A window with what was said, linked and free apart."""

    model, template_name = OpinionWindow, "resident_participation/window.html"

    def get_queryset(self):
        return super().get_queryset().select_related("community__area__parent", "project", "round")

    def get_context_data(self, **kwargs):
        window, user = self.object, self.request.user
        return super().get_context_data(
            one=figures.heard([window])[0],
            opinions=window.opinions.order_by("filed_at", "pk"),
            may_edit=user.may(Act.SCHEME_ASK, window),
            may_write=user.may(Act.SCHEME_WRITE, window),
            **kwargs,
        )


class WindowHistory(HistoryPage):
    model = OpinionWindow


class WindowNew(FormPage):
    model, form_class, act = OpinionWindow, forms.OpinionWindowForm, Act.SCHEME_ASK
    title, button, done = "征求方案意见", "开始征求", "已登记，到日子自动开始"

    def get_initial(self):
        given = self.request.GET
        return {name: given[name] for name in ("community", "project", "round") if given.get(name, "").isdecimal()}

    def act_on(self, obj, by, **values):
        return actions.ask(by=by, **values)


class WindowEdit(FormPage):
    model, form_class, act = OpinionWindow, forms.OpinionWindowForm, Act.SCHEME_ASK

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class OpinionWrite(FormPage):
    """Write down what somebody said without a card; back to the window."""

    model, form_class, act = OpinionWindow, forms.WriteForm, Act.SCHEME_WRITE
    title, button, done = "记录意见", "记录", "已记录"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def act_on(self, obj, by, version=None, **values):
        actions.write(obj, by=by, **values)
        return obj
