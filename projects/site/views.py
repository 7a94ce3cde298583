"""The log of a site, made for the phone."""

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from core import thresholds
from core.history import entries
from core.months import month_end
from core.views import DetailPage, FormPage
from projects.register.models import Project
from projects.register.views import ProjectTabs
from projects.site import actions, forms
from projects.site.models import SiteLog
from projects.site.waiting import unanswered
from projects.stages.views import OfProjectForm


class ProjectSiteLogs(ProjectTabs, DetailPage):
    """施工日志 of a project, a month at a time."""

    model, template_name, tab = Project, "projects/site_logs.html", "site_logs"

    def get_context_data(self, **kwargs):
        project, user, today = self.object, self.request.user, timezone.localdate()
        logs = SiteLog.objects.visible_to(user).filter(project=project)
        months = [f"{day:%Y-%m}" for day in logs.order_by().dates("day", "month", order="DESC")]
        month = self.request.GET.get("month", "")
        month = month if month in months else next(iter(months), f"{today:%Y-%m}")
        own = logs.filter(day__range=(month_end(month).replace(day=1), month_end(month)))
        sums = {role: Count("pk", filter=Q(party__role=role)) for role in actions.WRITERS}
        own = own.select_related("party__organisation").prefetch_related("files").order_by("-day", "party__role", "pk")
        may_write = project.first_works_date and user.may(Act.SITE_LOG, project)
        return super().get_context_data(
            logs=own,
            month=month,
            months=months,
            sums=own.order_by().aggregate(people=Sum("people", default=0), **sums),
            incidents=unanswered(logs).order_by("day"),
            hours=thresholds.rows("site.incident", today).get("site.incident.hours"),
            may_write=may_write,
            may_inspect=user.may(Act.INSPECTION_RECORD, project),
            today_log=may_write and logs.filter(party=actions.party_of(project, user), day=today).first(),
            **kwargs,
        )


class SiteLogNew(OfProjectForm):
    """Today's log; the crew and the weather of the day before stand there already."""

    form_class, act, title = forms.SiteLogForm, Act.SITE_LOG, "写施工日志"
    button, done = "保存", "日志已保存，请把今天的照片传上来"

    def get_initial(self):
        party = actions.party_of(self.object, self.request.user)
        last = self.object.site_logs.filter(party=party).order_by("-day").first()
        return {"day": timezone.localdate(), "people": last.people if last else None}

    def act_on(self, obj, by, version=None, **values):
        return actions.write(obj, by=by, **values)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": reverse("projects:site_logs", args=[self.object.pk])}


class SiteLogPage(DetailPage):
    """One day of one firm, with its photos."""

    model, template_name = SiteLog, "projects/site_log.html"

    def get_queryset(self):
        return super().get_queryset().select_related("project__area__parent", "party__organisation")

    def get_context_data(self, **kwargs):
        log, user = self.object, self.request.user
        return super().get_context_data(
            project=log.project,
            entries=entries(log),
            may_edit=user.may(Act.SITE_LOG, log),
            may_inspect=log.incident and user.may(Act.INSPECTION_RECORD, log.project),
            **kwargs,
        )


class SiteLogEdit(FormPage):
    model, form_class, act = SiteLog, forms.SiteLogForm, Act.SITE_LOG

    def get_queryset(self):
        return super().get_queryset().select_related("project__area", "party")

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)
