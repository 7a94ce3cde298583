"""Ready-made replies and limits as lists that offices edit."""

from django.shortcuts import redirect
from django.urls import reverse

from accounts.policy import Act
from core.listing import Column
from core.views import ActPage, FormPage, ListPage
from resident_participation.cases import forms, rules
from resident_participation.cases.filters import CannedFilter, ClockFilter
from resident_participation.cases.standards import CannedReply, ClockRule, SafetyWord


class ClockList(ListPage):
    """办理时限, each with its source."""

    model, filterset_class, template_name = ClockRule, ClockFilter, "resident_participation/clocks.html"
    list_name, title = "feedback_clocks", "办理时限"
    lead = "从登记起算；工作日按国家节假日和调休，工作时间 8:30—12:00、14:00—17:30"
    columns = [
        Column("category", "类别"),
        Column("severity", "级别"),
        Column("answer", "首次答复"),
        Column("solve", "办理"),
        Column("valid_from", "启用"),
        Column("source", "依据"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("category")

    def get_context_data(self, **kwargs):
        may_edit = self.request.user.may_somewhere(Act.FEEDBACK_CLOCK)
        return super().get_context_data(may_edit=may_edit, words=SafetyWord.objects.all(), **kwargs)


class ClockNew(FormPage):
    model, form_class, act = ClockRule, forms.ClockForm, Act.FEEDBACK_CLOCK
    title, button, done = "新的办理时限", "启用", "已启用；以前登记的仍按原来的时限"

    def act_on(self, obj, by, **values):
        return rules.add_clock(by=by, **values)


class CannedList(ListPage):
    """常用答复."""

    model, filterset_class, template_name = CannedReply, CannedFilter, "resident_participation/canned_replies.html"
    list_name, title = "canned_replies", "常用答复"
    lead = "答复居民时一点就用，用前改成这件事的话；上级单位的也能用"
    columns = [Column("title", "名称"), Column("text", "内容"), Column("category", "类别"), Column("area", "单位")]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("category", "area")

    def get_context_data(self, **kwargs):
        may_edit = self.request.user.may_somewhere(Act.FEEDBACK_CANNED)
        return super().get_context_data(may_edit=may_edit, **kwargs)


class CannedNew(FormPage):
    model, form_class, act = CannedReply, forms.CannedForm, Act.FEEDBACK_CANNED
    title, button, done = "新的常用答复", "保存", "已保存"

    def act_on(self, obj, by, **values):
        rules.save_canned(by=by, **values)

    def get_success_url(self):
        return reverse("resident_participation:canned_replies")


class CannedEdit(FormPage):
    model, form_class, act = CannedReply, forms.CannedForm, Act.FEEDBACK_CANNED
    template_name = "resident_participation/canned_reply.html"

    def act_on(self, obj, by, **values):
        rules.save_canned(obj, by=by, **values)

    def get_success_url(self):
        return reverse("resident_participation:canned_replies")


class CannedRemove(ActPage):
    model, form_class, act = CannedReply, forms.StepForm, Act.FEEDBACK_CANNED
    title, button = "删除常用答复", "删除"

    def form_valid(self, form):
        rules.remove_canned(self.object, by=self.request.user)
        return redirect("resident_participation:canned_replies")
