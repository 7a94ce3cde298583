"""What lies around a community, drawn: circles of walking distance, the facilities within, those out of reach pale."""

import math
from collections import Counter

from django.conf import settings

from core.charts.map import Shape, View, area_map, outline, outlines, points_of, shade
from core.charts.svg import line, picture, tag, text

BOUNDARIES = settings.BASE_DIR / "communities" / "data" / "ningbo_districts.geojson"
CORE = View(121.425, 121.735, 29.785, 29.998, x=330, y=4, width=188, height=149)  # where most communities stand
IN_CORE = ("330203", "330205", "330211", "330212")
CITY = 4  # digits of a city's code
SIZE, MIDDLE = 440, 220
GREEN, GREY = "var(--green-f)", "var(--grey-f)"


def surroundings(community, found, kinds, detour, metres=1000):
    """SVG of `found` [Near]; the rings are how far 300, 500 and 1,000 m on foot lead in a straight line."""
    scale = (MIDDLE - 16) / metres  # the picture's units in a metre of straight line
    parts = [tag("rect", x=0, y=0, width=SIZE, height=SIZE, rx=8, fill="var(--sunk)")]
    for walk in (1000, 500, 300):
        radius = walk / float(detour) * scale
        parts.append(tag("circle", cx=MIDDLE, cy=MIDDLE, r=radius, fill="var(--brand)", fill_opacity=".05"))
        parts.append(tag("circle", cx=MIDDLE, cy=MIDDLE, r=radius, fill="none", stroke="var(--line-2)"))
        parts.append(text(MIDDLE, MIDDLE - radius - 4, f"步行 {walk} 米", text_anchor="middle"))
    names = {kind.pk: kind.name for kind in kinds}
    for near in sorted(found, key=lambda n: n.covered):
        x, y = place(community, near, scale)
        if math.hypot(x - MIDDLE, y - MIDDLE) < MIDDLE - 8:
            parts.append(dot(near, x, y, names.get(near.kind, "")))
    parts.append(tag("circle", cx=MIDDLE, cy=MIDDLE, r=6.0, fill="var(--ink)", stroke="var(--surface)", stroke_width=2))
    parts += ruler(scale)
    reached = sum(near.covered for near in found)
    label = f"{community}周围的公共设施：画出 {len(found)} 处，其中 {reached} 处在服务半径内；逐项见旁边的表"
    return picture(SIZE, SIZE, parts, label=label, kind="map")


def place(community, near, scale):
    """Where a facility stands in the picture; north is up."""
    east = math.radians(float(near.longitude - community.longitude)) * math.cos(math.radians(float(community.latitude)))
    north = math.radians(float(near.latitude - community.latitude))
    return MIDDLE + east * 6371008.8 * scale, MIDDLE - north * 6371008.8 * scale


def dot(near, x, y, kind):
    """In reach: a full dot; out of reach: a ring, so that the colour is not alone."""
    tip = f"{near.name}\n{kind}　{near.metres:.0f} 米{'（实测）' if near.measured else ''}"
    paint = {"fill": GREEN} if near.covered else {"fill": "var(--surface)", "stroke": GREY, "stroke_width": 1.6}
    return tag("circle", cx=float(x), cy=float(y), r=4.2 if near.covered else 3.2, data_tip=tip, **paint)


def ruler(scale):
    """A bar of 200 m in the corner."""
    end, y = SIZE - 20, SIZE - 18
    start = end - 200 * scale
    yield line(start, y, end, y, stroke="var(--ink-2)", stroke_width=1.5)
    yield text((start + end) / 2, y - 5, "200 米", text_anchor="middle")


def where(area, found, label, link):
    """A dot per community of `found` [(longitude, latitude, district's code and name)], as near as they lie together.

    A city's districts are the darker the more of them they have, and lead to `link(code)`. Empty without outlines.
    """
    known = outlines(BOUNDARIES)
    dots = [(float(x), float(y)) for x, y, *_ in found]
    if len(area.pk) > CITY:
        return close_up(area.pk[:6], dots, label) if dots and area.pk[:6] in known else ""
    names = {code: name for _, _, code, name in found}
    counts = Counter(code for _, _, code, _ in found)
    shapes = [district(code, names.get(code, ""), counts, link) for code in known if code.startswith(area.pk)]
    return area_map(BOUNDARIES, shapes, dots, label=label, inset=CORE) if shapes else ""


def district(code, name, counts, link):
    """One of the city's districts; without such communities it is as pale as can be and leads nowhere."""
    if not counts[code]:
        return Shape(code, name, "var(--grey-t)")
    words = f"{counts[code]} 个小区"
    fill = shade(100 * counts[code] / (max(counts.values()) + 1))
    return Shape(code, name, fill, words=words, tip=f"{name} {words}", url=link(code), in_inset=code in IN_CORE)


def close_up(district, dots, label, width=520, height=420):
    """The part of a district where the dots lie, a kilometre and a half around them."""
    xs, ys = zip(*dots, strict=True)
    view = View(min(xs) - 0.015, max(xs) + 0.015, min(ys) - 0.015, max(ys) + 0.015, 0, 0, width, height)
    frame = {"x": 0, "y": 0, "width": width, "height": height, "rx": 6}
    ground = outline(BOUNDARIES, Shape(district, "", "var(--m1)"), view)
    inside = [tag("rect", **frame, fill="var(--sunk)"), ground, points_of(dots, view, 4.5)]
    parts = [tag("clipPath", [tag("rect", **frame)], id="near"), tag("g", inside, clip_path="url(#near)")]
    return picture(width, height, parts, label=label, kind="map")
