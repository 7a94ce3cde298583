"""Joint actions: the list, one action with its cases, planning, what came of it."""

from django.utils import timezone

from accounts.policy import Act
from core.history import entries
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import DetailPage, FormPage, ListPage
from resident_participation.enforcement import forms, joint
from resident_participation.enforcement.filters import JointFilter
from resident_participation.enforcement.models import JointAction, JointCase
from resident_participation.enforcement.steps import JOINT_STEPS, RESULT_STEPS


class JointList(ListPage):
    """联合行动."""

    model, filterset_class, template_name = JointAction, JointFilter, "resident_participation/joint_actions.html"
    list_name, title = "joint_actions", "联合行动"
    lead = "几个部门约好一天、一起去办几件事；每件都要写结果"
    columns = [
        Column("title", "名称"),
        Column("area", "区划"),
        Column("held_on", "日期", sort="held_on"),
        Column("departments", "参加部门"),
        Column("cases", "事项", numeric=True),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("area__parent").annotate(cases=joint.CASES)

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_plan=self.request.user.may_somewhere(Act.JOINT_EDIT), **kwargs)


class JointPage(DetailPage):
    """One action: who comes, which cases, what came of each."""

    model, template_name = JointAction, "resident_participation/joint_action.html"

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent__parent")

    def get_context_data(self, **kwargs):
        joint_action, user = self.object, self.request.user
        held = joint_action.state == JointAction.State.HELD
        return super().get_context_data(
            lines=joint_action.lines.select_related("case__community__area", "case__duty", "case__organisation"),
            steps=open_to(user, joint_action, JOINT_STEPS),
            may_edit=joint_action.state == JointAction.State.PLANNED and user.may(Act.JOINT_EDIT, joint_action),
            may_tell=held and user.may(Act.JOINT_RESULT, joint_action),
            entries=entries(joint_action),
            today=timezone.localdate(),
            **kwargs,
        )


class JointNew(FormPage):
    model, form_class, act = JointAction, forms.JointForm, Act.JOINT_EDIT
    title, button, done = "安排联合行动", "安排", "已安排。在各件事项上点“列入联合行动”，把要办的加进来"

    def act_on(self, obj, by, **values):
        return joint.plan(by=by, **values)


class JointEdit(FormPage):
    model, form_class, act = JointAction, forms.JointForm, Act.JOINT_EDIT

    def act_on(self, obj, by, **values):
        return joint.plan(obj, by=by, **values)


class JointStep(StepPage):
    model, steps = JointAction, JOINT_STEPS


class JointResult(StepPage):
    """What came of one case of an action."""

    model, steps = JointCase, RESULT_STEPS

    def get_queryset(self):
        return super().get_queryset().select_related("action", "case__community__area", "case__duty")

    @property
    def explain(self):
        case = self.object.case
        return f"{case.community} {case.where}　{case.duty}"
