from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from accounts.models import Area
from accounts.policy import Act
from core.history import entries
from core.views import FormPage, StaffPage
from projects.plans import actions, figures, forms
from projects.plans.models import Programme, YearTarget


class PlanPage(StaffPage, TemplateView):
    """计划目标: each district's targets beside what its projects add up to."""

    template_name = "projects/plan.html"

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, self.request.GET.get("programme", "")
        programmes = list(Programme.objects.visible_to(user))
        programme = next((p for p in programmes if str(p.pk) == asked), programmes[-1] if programmes else None)
        may_edit = programme is not None and user.may(Act.PLAN_EDIT, programme)
        return super().get_context_data(
            programmes=programmes,
            programme=programme,
            years=figures.plan_table(programme, user) if programme else [],
            definition=figures.DEFINITION,
            may_edit=may_edit,
            may_create=user.may_somewhere(Act.PLAN_EDIT),
            entries=entries(programme) if programme else [],
            **kwargs,
        )


class TargetEdit(FormPage):
    """The target of one district and year."""

    model, form_class, act = YearTarget, forms.TargetForm, Act.PLAN_EDIT
    template_name, button, done = "projects/target.html", "保存目标", "目标已保存"

    def find(self, programme, area, year):
        self.programme = get_object_or_404(Programme.objects.visible_to(self.request.user), pk=programme)
        self.area = get_object_or_404(Area.objects.visible_to(self.request.user).districts(), pk=area)
        if not self.programme.first_year <= year <= self.programme.last_year:
            raise Http404
        self.year = year
        found = YearTarget.objects.filter(area=self.area, year=year).first()
        return found or YearTarget(programme=self.programme, area=self.area, year=year)

    def act_on(self, obj, by, version=None, **values):
        actions.set_target(self.programme, self.area, self.year, by=by, version=version, **values)

    def get_success_url(self):
        return f"{reverse('projects:plan')}?programme={self.programme.pk}#y{self.year}"

    def get_context_data(self, **kwargs):
        self.title = f"{self.area} {self.year} 年目标"
        history = entries(self.object) if self.object.pk else []
        found = super().get_context_data(programme=self.programme, entries=history, **kwargs)
        return found | {"back": self.get_success_url()}


class ProgrammeForm(FormPage):
    model, form_class, act = Programme, forms.ProgrammeForm, Act.PLAN_EDIT
    title, button, done = "", "保存行动计划", "行动计划已保存"

    def act_on(self, obj, by, **values):
        return actions.save_programme(obj or Programme(), by=by, **values)

    def get_context_data(self, **kwargs):
        self.title = f"修改{self.object}" if self.object else "新建行动计划"
        return super().get_context_data(**kwargs)
