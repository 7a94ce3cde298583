from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts.scope import own_area, own_areas
from core.views import StaffPage
from reports.history import opened, trends
from reports.history.scores import scorecard
from reports.rollups import store


class History(StaffPage, TemplateView):
    """历年趋势: plan years side by side, and the scorecard of what all of them reached."""

    template_name = "reports/history.html"

    def get_context_data(self, **kwargs):
        area = own_area(self.request.user, self.request.GET.get("area"))
        today = timezone.localdate()
        years = trends.years(today)
        cards = scorecard(area, store.read(area.pk, None, ("funds", "depth", "voices", "works")))
        context = {
            "area": area,
            "years": years,
            "today": today,
            "cards": cards,
            "own_areas": own_areas(self.request.user),
        }
        return super().get_context_data(**context, **trends.trends(area, years), **kwargs)


class OpenData(TemplateView):
    """开放数据: what anybody may take away, with licence and date."""

    template_name = "reports/open_data.html"

    def get_context_data(self, **kwargs):
        extra = {"sets": opened.SETS.values(), "licence": opened.LICENCE, "today": timezone.localdate()}
        return super().get_context_data(**extra, **kwargs)


class OpenDataFile(View):
    """One data set as a file that is written while it is read."""

    def get(self, request, name, form):
        if name not in opened.SETS or form not in opened.FORMS:
            raise Http404("没有这个数据集")
        return opened.FORMS[form](opened.SETS[name])
