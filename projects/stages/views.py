from django.db.models import Sum
from django.utils import timezone

from accounts.policy import Act
from communities.register.stages import BUILT, Stage
from core.months import last_closed
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import DetailPage
from projects.register.models import Project
from projects.register.views import ProjectTabs
from projects.stages.steps import PROJECT_STEPS

TRACK = [Stage.PLANNED, Stage.PRELIMINARY, Stage.TENDERING, Stage.IN_PROGRESS, *BUILT[:-1]]


class ProjectDetail(ProjectTabs, DetailPage):
    model, template_name, tab = Project, "projects/detail.html", "detail"

    def get_context_data(self, **kwargs):
        project, user, today = self.object, self.request.user, timezone.localdate()
        members = project.communities.visible_to(user).select_related("area").order_by("code")
        months = project.reports.visible_to(user).select_related("reported_by", "verified_by")
        begun = project.first_works_date is not None
        return super().get_context_data(
            track=track(project),
            members=members,
            sums=members.aggregate(area=Sum("floor_area"), households=Sum("households")),
            dates=dates(project, today),
            months=months,
            steps=open_to(user, project, PROJECT_STEPS),
            may_edit=user.may(Act.PROJECT_EDIT, project),
            may_report=begun and project.status != Stage.CLOSED and user.may(Act.PROGRESS_REPORT, project),
            period=last_closed(today),
            today=today,
            **kwargs,
        )


def track(project):
    """[(label, day, "done" | "now" | "")]: where the project stands on its way."""
    days = {
        Stage.IN_PROGRESS: ("开工", project.first_works_date),
        Stage.COMPLETED: ("完工", project.works_complete_date),
        Stage.ACCEPTED: ("竣工验收", project.acceptance_date),
        Stage.HANDED_OVER: ("移交", project.handover_date),
    }
    status = {Stage.STARTED: Stage.IN_PROGRESS, Stage.SUSPENDED: Stage.IN_PROGRESS}.get(project.status, project.status)
    here = len(TRACK) if status == Stage.CLOSED else TRACK.index(status) if status in TRACK else -1
    shown = []
    for place, stage in enumerate(TRACK):
        label, day = days.get(stage, (Stage(stage).label, None))
        shown.append((label, day, "done" if place < here else "now" if place == here else ""))
    return shown


def dates(project, today):
    """[(label, planned, actual, days late or None)]"""
    rows = [
        ("审批（许可）", None, project.permit_date),
        ("合同", None, project.contract_date),
        ("开工令", None, project.start_order_date),
        ("实际进场（开工）", project.planned_start, project.first_works_date),
        ("完工", project.planned_finish, project.works_complete_date),
        ("竣工验收", None, project.acceptance_date),
        ("移交", None, project.handover_date),
    ]
    live = project.status != Stage.REMOVED
    return [(label, plan, day, live and plan and max(((day or today) - plan).days, 0)) for label, plan, day in rows]


class ProjectStep(StepPage):
    """One step of the life cycle: /projects/12/accept/."""

    model, steps = Project, PROJECT_STEPS

    def get_initial(self):
        return super().get_initial() | {"first_works_date": timezone.localdate()}
