"""What anybody may see of a community without an account: where it stands, what comes, whom to call."""

from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView, TemplateView

from accounts.models import Area
from communities.models import Community
from communities.register.filters import CommunityFilter
from communities.register.stages import BUILT, Stage, steps
from projects.models import PartnerCall
from resident_participation.public.pages import OfCommunity, community_of, project_of
from resident_participation.public.sections import asks, sections
from resident_participation.public.voting import votes
from resident_participation.slips.printing import qr
from resident_participation.voices import figures as voices

SENTENCES = {
    Stage.SURVEY: "正在摸底，还没有列入计划",
    Stage.POOL: "已列入改造名单，还没有排到年度计划",
    Stage.PLANNED: "已列入年度改造计划",
    Stage.PRELIMINARY: "正在做改造方案和前期手续",
    Stage.TENDERING: "正在招标选施工单位",
    Stage.STARTED: "已经开工",
    Stage.IN_PROGRESS: "正在施工",
    Stage.COMPLETED: "工程已做完，等待验收",
    Stage.ACCEPTED: "已通过竣工验收",
    Stage.HANDED_OVER: "已移交管护",
    Stage.WARRANTY: "改造完成，在质保期内",
    Stage.CLOSED: "改造已全部结束",
    Stage.SUSPENDED: "暂时停工",
    Stage.REMOVED: "已退出改造计划",
}


class FindCommunity(ListView):
    """Find your community by name, or by district and street."""

    template_name, paginate_by = "resident_participation/find.html", 30

    def get_queryset(self):
        rows = Community.objects.public().select_related("area", "district").order_by("pinyin", "pk")
        asked = {key: self.request.GET.get(key, "") for key in ("q", "area")}
        self.searched = any(asked.values())
        filtered = CommunityFilter(asked, rows, request=self.request)
        return filtered.qs if self.searched else rows.none()

    def get_context_data(self, **kwargs):
        area = self.request.GET.get("area", "")
        areas = Area.objects.today().filter(parent_id=area if len(area) == 6 else "3302")
        asked = {"q": self.request.GET.get("q", ""), "area": area, "areas": areas, "searched": self.searched}
        return super().get_context_data(**asked, **kwargs)


class Calls(ListView):
    """合作征集: what partners are looked for, and whom to call."""

    template_name, paginate_by = "resident_participation/calls.html", 30

    def get_queryset(self):
        running = PartnerCall.objects.public().filter(deadline__gte=timezone.localdate())
        return running.select_related("area__parent", "project", "unit").order_by("deadline", "pk")


class CommunityPage(TemplateView):
    """The public page of one community: where it stands, what is asked of you now, and what each subject has to say."""

    template_name = "resident_participation/community.html"

    def get_context_data(self, code, **kwargs):
        community = community_of(code)
        project = project_of(community)
        return super().get_context_data(
            community=community,
            project=project,
            sentence=SENTENCES[community.status],
            steps=steps(community.status),
            dates=dates(project),
            built=community.status in BUILT,
            late=bool(project and project.planned_finish < timezone.localdate() and community.status not in BUILT),
            asks=asks(community, project),
            sections=sections(community, project, self.request),
            **kwargs,
        )


class PlanTogether(OfCommunity):
    """/c/{code}/plan/ (共谋): initiatives, opinions on the scheme with their answers, votes."""

    template_name, together = "resident_participation/public_plan.html", "plan"

    def facts(self, community):
        told = voices.facts(community)
        return {name: told[name] for name in ("initiatives", "heard")} | (votes(community, None) or {})


class Poster(TemplateView):
    """The A4 poster for the notice board: the community's page as a QR code, and whom to call."""

    template_name = "resident_participation/public/poster.html"

    def get_context_data(self, code, **kwargs):
        community = community_of(code)
        url = self.request.build_absolute_uri(reverse("resident_participation:community", args=[code]))
        short = url.split("//")[-1]
        return super().get_context_data(community=community, qr=qr(url), short=short, **kwargs)


def dates(project):
    """[(what, planned, actual)] of the dates that residents ask for."""
    if project is None:
        return []
    return [
        ("开工", project.planned_start, project.first_works_date),
        ("完工", project.planned_finish, project.works_complete_date),
        ("验收", None, project.acceptance_date),
        ("移交", None, project.handover_date),
    ]
