"""Cases in their number: list, board, map, figures, export. The filter set is that of the API."""

from datetime import date, timedelta

import orjson
from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts.models import Area
from accounts.policy import Act
from accounts.scope import own_area
from core.exchange.views import ExportPage
from core.listing import Column, conditions
from core.views import ListPage, StaffPage
from resident_participation.cases import figures
from resident_participation.cases.filters import FeedbackFilter
from resident_participation.cases.models import CLOSED, Feedback, State, late

CARDS = 20  # of a column of the board
COLUMNS = [
    ("待受理", (State.RECEIVED,)),
    ("办理中", (State.ACCEPTED,)),
    ("待接收", (State.HANDED,)),
    ("重新办理", (State.REOPENED,)),
    ("待回访", (State.REPLIED,)),
]


class Cases(ListPage):
    """What list, board and map share."""

    model, filterset_class = Feedback, FeedbackFilter
    list_name, title = "feedback", "意见诉求"
    columns = [
        Column("number", "编号", sort="number"),
        Column("community", "小区"),
        Column("text", "内容"),
        Column("category", "类别"),
        Column("severity", "级别"),
        Column("handler", "承办"),
        Column("state", "状态", sort="state"),
        Column("received_at", "登记", sort="received_at"),
        Column("due_at", "办理期限", sort="due_at"),
    ]
    view = "list"

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("community__area", "category", "lead")

    def totals(self, queryset):
        is_late = late(timezone.now())
        found = queryset.order_by().aggregate(
            open=Count("pk", filter=~Q(state__in=CLOSED)),
            late=Count("pk", filter=is_late),
            call=Count("pk", filter=Q(state=State.REPLIED)),
        )
        return [
            ("没有办结", f"{found['open']:,} 件"),
            ("超期", f"{found['late']:,} 件"),
            ("待回访", f"{found['call']:,} 件"),
        ]

    def get_context_data(self, **kwargs):
        may_log = self.request.user.may_somewhere(Act.FEEDBACK_LOG)
        return super().get_context_data(may_log=may_log, now=timezone.now(), view_name=self.view, **kwargs)


class Inbox(Cases):
    """意见诉求, what is most urgent first."""

    template_name = "resident_participation/inbox.html"


class Board(Cases):
    """The open cases by their state, what is due first on top."""

    template_name, view, columns = "resident_participation/board.html", "board", []

    def get_context_data(self, **kwargs):
        found = super().get_context_data(**kwargs)
        rows = self.filterset.qs if self.filterset.is_valid() else self.model.objects.none()
        counts = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
        return found | {
            "board": [
                {
                    "title": title,
                    "cards": rows.filter(state__in=states).order_by("due_at", "pk")[:CARDS],
                    "count": sum(counts.get(state, 0) for state in states),
                    "url": f"{reverse('resident_participation:inbox')}?{'&'.join(f'state={s}' for s in states)}",
                }
                for title, states in COLUMNS
            ]
        }


class CaseMap(Cases):
    """Where the open cases are, with the same cases as a list."""

    template_name, view, list_name = "resident_participation/case_map.html", "map", "case_map"
    columns = [Column("community", "小区和内容"), Column("due_at", "办理期限", sort="due_at")]

    def get_base_queryset(self):
        return super().get_base_queryset().open()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            points=reverse("resident_participation:case_points"),
            boundaries=reverse("communities:atlas_boundaries"),
            tiles=settings.MAP,
            area=own_area(self.request.user) if self.request.user.prefixes else None,
            **kwargs,
        )


class CasePoints(StaffPage, View):
    """A point for each community that has open cases: {"legend", "points": [[longitude, latitude, key, name, colour,
    words]]}, coloured by the worst of them; late ones are red."""

    def get(self, request):
        rows = Feedback.objects.visible_to(request.user).open()
        found = FeedbackFilter(conditions(request.GET), rows, request=request)
        rows = found.qs if found.is_valid() else rows.none()
        legend = [("有超期", "red-f"), ("有重点、难点", "amber-f"), ("苗头", "blue-f")]
        if request.GET.get("layer", "communities") != "communities":
            return json({"legend": [], "points": []})
        return json({"legend": legend, "points": [point(row) for row in by_community(rows)]})


def json(body):
    return HttpResponse(orjson.dumps(body), content_type="application/json")


def by_community(rows):
    places = ("community_id", "community__name", "community__longitude", "community__latitude")
    rows = rows.exclude(community__longitude=None).order_by().values(*places)
    return rows.annotate(
        n=Count("pk"),
        late=Count("pk", filter=late(timezone.now())),
        severe=Count("pk", filter=~Q(severity="emerging")),
    )


def point(row):
    colour = "red-f" if row["late"] else "amber-f" if row["severe"] else "blue-f"
    words = f"{row['n']} 件没有办结" + (f"，{row['late']} 件超期" if row["late"] else "")
    x, y = float(row["community__longitude"]), float(row["community__latitude"])
    return [x, y, row["community_id"], row["community__name"], colour, words]


class Figures(StaffPage, TemplateView):
    """办理情况: the figures of the API, for the area and for what lies below it."""

    template_name = "resident_participation/case_figures.html"

    def get_context_data(self, **kwargs):
        asked, user = self.request.GET, self.request.user
        area = own_area(user, asked.get("area"))
        since, until = day(asked.get("from")), day(asked.get("to"))
        if not since and not until:
            until = timezone.localdate()
            since = until - timedelta(days=89)
        below = figures.by_place(area.pk, since, until)
        names = dict(Area.objects.filter(pk__in=below).values_list("pk", "name"))
        return super().get_context_data(
            area=area,
            areas=user.area_choices,
            since=since,
            until=until,
            total=figures.feedback(area.pk, since, until),
            rates=list(figures.RATES.items()),
            places=sorted(((code, names.get(code, code), f) for code, f in below.items()), key=worst),
            view_name="figures",
            **kwargs,
        )


def worst(row):
    """Most late ones first."""
    _, name, found = row
    return -found["overdue"], -found["received"], name


def day(words):
    """A day as a form sends it; None for anything else."""
    try:
        return date.fromisoformat(words or "")
    except ValueError:
        return None


class Export(ExportPage):
    kind = "feedback"
