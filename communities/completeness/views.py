from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from accounts.models import Area
from accounts.policy import Act
from accounts.scope import own_area
from communities.completeness import actions, figures
from communities.completeness.forms import AnswersForm
from communities.completeness.models import Assessment, CompletenessItem
from communities.register.models import Community
from communities.register.views import CommunityTabs
from core.charts.radar import radar
from core.errors import Refused
from core.views import ActPage, DetailPage, HistoryPage, StaffPage

WORST, COMMON = 10, 5


class CommunityCompleteness(CommunityTabs, DetailPage):
    """A community's 20 items in one round, beside another round when asked."""

    model, template_name, tab = Community, "communities/completeness.html", "completeness"

    def get_queryset(self):
        return super().get_queryset().select_related("area", "district", "unit")

    def get_context_data(self, **kwargs):
        rounds = list(self.object.assessments.visible_to(self.request.user))
        asked, other = self.request.GET.get("round"), self.request.GET.get("with")
        confirmed = [a for a in rounds if a.state == Assessment.State.CONFIRMED]
        shown = chosen(rounds, asked) or next(iter(confirmed or rounds), None)
        before = chosen(rounds, other)
        user = self.request.user
        return super().get_context_data(
            rounds=rounds,
            assessment=shown,
            before=before,
            draft=next((a for a in rounds if a.state == Assessment.State.DRAFT), None),
            may_assess=user.may(Act.COMPLETENESS_ASSESS, self.object),
            may_confirm=user.may(Act.COMPLETENESS_CONFIRM, self.object),
            **(judged(shown, before) if shown else {}),
            **kwargs,
        )


def chosen(rounds, number):
    """The round asked for, or None when none was; 404 when there is no such round."""
    if not number:
        return None
    found = next((a for a in rounds if str(a.round) == number), None)
    if found is None:
        raise Http404
    return found


def judged(assessment, before=None):
    """What the page says of one round: results, score, gaps and the radar."""
    results = figures.items(assessment)
    axes = figures.by_goal(results)
    earlier = figures.items(before) if before else []
    return {
        "results": [(result, earlier[n] if earlier else None) for n, result in enumerate(results)],
        "score": figures.score_of(results),
        "score_before": figures.score_of(earlier) if earlier else None,
        "gaps": [result for result in results if result.is_gap],
        "missing": actions.unanswered(assessment),
        "radar": radar(
            axes,
            label="六个目标的完整度：" + "，".join(f"{name} {'未答' if s is None else s}" for name, s in axes),
            before=figures.by_goal(earlier) if earlier else None,
        ),
    }


class AssessmentStart(DetailPage):
    """Begin a round, then fill it in."""

    model, http_method_names = Community, ["post"]

    def post(self, request, pk):
        assessment = actions.start_round(self.get_object(), by=request.user)
        return redirect("communities:assessment_edit", assessment.pk)


class AssessmentPage(DetailPage):
    """A round's own address leads to its community's page."""

    model = Assessment

    def get(self, request, pk):
        found = self.get_object()
        return redirect(f"{reverse('communities:completeness', args=[found.community_id])}?round={found.round}")


class AssessmentEdit(ActPage):
    """Fill the 20 items in; what was typed stays when something is refused."""

    model, form_class, act = Assessment, AnswersForm, Act.COMPLETENESS_ASSESS
    template_name, title, button = "communities/assessment_form.html", "完整社区评估", "保存"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"assessment": self.object}

    def form_valid(self, form):
        version = self.request.POST.get("version", "")
        try:
            saved = actions.save_answers(
                self.object,
                form.answers(),
                by=self.request.user,
                version=int(version) if version.isdigit() else None,
                assessed_on=form.cleaned_data["assessed_on"],
                assessor=form.cleaned_data["assessor"],
            )
        except Refused as refused:
            form.complain(refused.fields or {})
            if not refused.fields:
                form.add_error(None, refused.message)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        left = len(actions.unanswered(saved))
        messages.success(self.request, f"已保存，还有 {left} 项没填" if left else "已保存，20 项都填好了，等区县确认")
        return HttpResponseRedirect(saved.get_absolute_url())


class AssessmentConfirm(DetailPage):
    model, http_method_names = Assessment, ["post"]

    def post(self, request, pk):
        assessment = self.get_object()
        actions.confirm(assessment, by=request.user)
        messages.success(request, "已确认，从现在起按这一轮统计")
        return redirect(assessment.get_absolute_url())


class AssessmentHistory(HistoryPage):
    model = Assessment


class GapsPage(StaffPage, TemplateView):
    """短板分析: which things are missing most, where, how many households each touches; the worst communities."""

    template_name = "communities/gaps.html"

    def get_context_data(self):
        area = own_area(self.request.user, self.request.GET.get("area"))
        gaps = figures.gaps(area.pk)
        standings = figures.standings(area.pk)
        scored = [(s.score, key) for key, s in standings.items() if s.score is not None]
        worst = Community.objects.in_bulk([key for _, key in sorted(scored)[:WORST]])
        below = Area.objects.today().filter(parent=area).exclude(level=Area.Level.NEIGHBORHOOD)
        return super().get_context_data(
            area=area,
            areas=self.request.user.area_choices,
            gaps=gaps,
            common=gaps[:COMMON],
            table=heat(figures.spread(area.pk, 6 if area.level == Area.Level.CITY else 9), below, gaps),
            worst=[(worst[key], standings[key]) for _, key in sorted(scored)[:WORST]],
            assessed=len(standings),
            communities=Community.objects.under(area.pk).count(),
            average=sum(score for score, _ in scored) / len(scored) if scored else None,
        )


def heat(spread, below, gaps):
    """[(area, [(gap, communities with it, percent, shade 0–4)])] of the areas below that were assessed."""
    table = []
    for area in below:
        cells = []
        for gap in gaps[: 2 * COMMON]:
            count, answered = spread.get((area.pk, gap.no), (0, 0))
            percent = round(100 * count / answered) if answered else None
            cells.append((gap, count, percent, None if percent is None else min(percent // 20, 4)))
        if any(percent is not None for _, _, percent, _ in cells):
            table.append((area, cells))
    return table


class GapCommunities(StaffPage, TemplateView):
    """Who has one of the gaps."""

    template_name = "communities/gap.html"

    def get_context_data(self, no):
        item = CompletenessItem.objects.filter(pk=no).first()
        if item is None:
            raise Http404
        area = own_area(self.request.user, self.request.GET.get("area"))
        found = figures.lacking(area.pk, no)
        rows = Community.objects.filter(pk__in=found).select_related("area", "district").order_by("-households", "code")
        lines = [(c, actions.Status(found[c.pk][0]).label, found[c.pk][1]) for c in rows]
        return super().get_context_data(item=item, area=area, lines=lines, households=sum(c.households for c in rows))
