"""Warnings and their rules."""

from django.db.models import Count, Q
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.policy import Act
from core.history import entries
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import DetailPage, FormPage, ListPage, StaffPage
from projects.warnings.filters import WarningFilter
from projects.warnings.forms import AdjustForm
from projects.warnings.models import ProjectWarning, WarningRule
from projects.warnings.rules import adjust, rules_on
from projects.warnings.steps import WARNING_STEPS

State = ProjectWarning.State


class WarningList(ListPage):
    """进度预警 of all projects: the city's list."""

    model, filterset_class, template_name = ProjectWarning, WarningFilter, "projects/warnings.html"
    list_name, title = "warnings", "进度预警"
    lead = "每天早上按预警规则检查一遍；收到预警的写明原因和追赶计划，赶上以后凭依据解除"
    columns = [
        Column("colour", "预警"),
        Column("project", "项目", sort="project"),
        Column("words", "情况"),
        Column("raised_on", "发出", sort="raised_on"),
        Column("due_on", "答复期限", sort="due_on"),
        Column("responsible", "责任人"),
        Column("recover_by", "赶上日期"),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("project__area__parent")

    def totals(self, queryset):
        live = ~Q(state=State.CLOSED)
        colours = WarningRule.Colour
        sums = {c: Count("pk", filter=live & Q(colour=c)) for c in (colours.RED, colours.AMBER, colours.BLUE)}
        late = Q(state=State.OPEN, due_on__lt=timezone.localdate())
        found = queryset.order_by().aggregate(**sums, late=Count("pk", filter=late))
        rows = [(colours(c).label, f"{found[c]:,} 个") for c in sums]
        unheard = queryset.filter(live, colour=colours.RED, talks=None).order_by().count()
        return [*rows, ("红色还没有约谈", f"{unheard:,} 个"), ("逾期没有答复", f"{found['late']:,} 个")]

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=timezone.localdate(), **kwargs)


class WarningPage(DetailPage):
    """One warning: the numbers, the answer, how it ended."""

    model, template_name = ProjectWarning, "projects/warning.html"

    def get_queryset(self):
        return super().get_queryset().select_related("project__area__parent", "rule")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            steps=self.steps(),
            talks=self.object.talks.all(),
            entries=entries(self.object),
            today=timezone.localdate(),
            **kwargs,
        )

    def steps(self):
        """A talk is entered when none waits for its result, and only of a red warning; its result when one does."""
        warning = self.object
        red, waits = warning.colour == WarningRule.Colour.RED, warning.waiting_talk() is not None
        left_out = {"talk"} if waits or not red else set()
        left_out |= set() if waits else {"follow"}
        return [each for each in open_to(self.request.user, warning, WARNING_STEPS) if each[0] not in left_out]


class WarningStep(StepPage):
    """/warnings/7/answer/"""

    model, steps = ProjectWarning, WARNING_STEPS

    @property
    def explain(self):
        said = f"{self.object.get_colour_display()}：{self.object.words}"
        talk = self.object.waiting_talk() if self.step.act == Act.WARNING_FOLLOW else None
        return f"{said}。{talk.held_on.month}月{talk.held_on.day}日约谈要求：{talk.asked}" if talk else said


class WarningRules(StaffPage, TemplateView):
    """预警规则: the numbers in force and to come, what is done, where they come from."""

    template_name = "projects/warning_rules.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        rules = rules_on(today)
        rules.sort(key=lambda rule: (rule.speaks_of, -(rule.below or 0), rule.late_days or 0))
        coming = WarningRule.objects.filter(valid_from__gt=today)
        may_edit = self.request.user.may_somewhere(Act.THRESHOLD_EDIT)
        return super().get_context_data(rules=rules, coming=coming, may_edit=may_edit, **kwargs)


class RuleAdjust(FormPage):
    """New numbers of a rule from a day on."""

    model, form_class, act = WarningRule, AdjustForm, Act.THRESHOLD_EDIT
    title, button, done = "调整预警规则", "登记", "已登记，从启用日期起按新规则"

    def get_queryset(self):
        return WarningRule.objects.all()

    def act_on(self, obj, by, **values):
        return adjust(obj, by=by, **values)
