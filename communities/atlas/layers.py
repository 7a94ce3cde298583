"""What the map shows: each layer as small rows [longitude, latitude, key, name, colour, words], one statement each."""

from decimal import Decimal

from django.db.models import Avg, Count

from communities.completeness import figures as completeness
from communities.facilities.models import Facility
from communities.need import figures as need
from communities.register.stages import STEPS
from communities.stock.models import StockSpace

RAMP = ("m1", "m2", "m3", "m4", "m5")  # the tokens of the house, light to dark
STEP_COLOURS = ("grey-f", "blue-f", "c7", "amber-f", "c6", "c1")
SPACE_COLOURS = {"idle": "amber-f", "inefficient": "c3", "in_use": "green-f", "withdrawn": "grey-f"}


def by_stage(communities, area_code):
    """Communities coloured by the step they have reached; side states stand where the works stand."""
    step = {stage: number for number, (_, stages) in enumerate(STEPS) for stage in stages}
    legend = [(words, STEP_COLOURS[number]) for number, (words, _) in enumerate(STEPS)]

    def paint(community):
        number = step.get(community.status)
        colour = "grey-f" if number is None else STEP_COLOURS[number]
        return colour, community.get_status_display()

    return legend, paint


def by_need(communities, area_code):
    """Communities coloured by their need score, twenty points a shade."""
    weights = need.in_force()
    ranked = need.ranking(area_code, weights.factors) if weights else []
    score = {found.community.pk: found.score for found in ranked}
    legend = [(f"{n * 20}—{n * 20 + 20} 分", RAMP[n]) for n in range(5)]

    def paint(community):
        points = score.get(community.pk)
        if points is None:
            return "grey-f", "没有数据"
        return RAMP[min(int(points // Decimal(20)), 4)], f"需求 {points} 分"

    return legend, paint


def by_gaps(communities, area_code):
    """Communities coloured by how many of the 20 items they lack, three a shade."""
    standing = completeness.standings(area_code)
    legend = [(f"缺 {3 * n}—{3 * n + 2} 项" if n < 4 else "缺 12 项以上", RAMP[n]) for n in range(5)]

    def paint(community):
        found = standing.get(community.pk)
        if found is None or found.score is None:
            return "grey-f", "没有评估"
        return RAMP[min(found.gaps // 3, 4)], f"短板 {found.gaps} 项，完整度 {found.score}"

    return legend, paint


COLOURINGS = {"stage": ("改造进度", by_stage), "need": ("改造需求", by_need), "gaps": ("短板", by_gaps)}


def communities(queryset, colouring, area_code):
    """The filtered communities that have a place."""
    _, paint_by = COLOURINGS.get(colouring, COLOURINGS["stage"])
    rows = queryset.exclude(longitude=None).only("id", "name", "longitude", "latitude", "status")
    legend, paint = paint_by(rows, area_code)
    return legend, [row(c, *paint(c)) for c in rows]


def streets(queryset):
    """How many of the filtered communities each street has, in the middle of them."""
    found = queryset.exclude(longitude=None).order_by().values_list("area_id", "area__name")
    found = found.annotate(n=Count("pk"), x=Avg("longitude"), y=Avg("latitude"))
    return [[round(float(x), 6), round(float(y), 6), code, name, n] for code, name, n, x, y in found]


def facilities(user, area_code, kind=""):
    rows = Facility.objects.visible_to(user).under(area_code).filter(state=Facility.State.OPEN).select_related("kind")
    rows = rows.filter(kind=kind) if kind else rows
    return [("公共设施", "blue-f")], [row(f, "blue-f", f.kind.name) for f in rows.order_by()]


def spaces(user, area_code):
    rows = StockSpace.objects.visible_to(user).under(area_code).order_by()
    legend = [(label, SPACE_COLOURS[state]) for state, label in StockSpace.State.choices]
    return legend, [row(s, SPACE_COLOURS[s.state], f"{s.get_state_display()}，{s.size:.0f}㎡") for s in rows]


def row(thing, colour, words):
    return [float(thing.longitude), float(thing.latitude), thing.pk, thing.name, colour, words]
