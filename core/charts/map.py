"""A map of areas by colour, with points, names and an inset of the crowded part. Plane drawing, no tiles."""

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.charts.svg import line, picture, points, tag, text

RAMP = ("var(--m1)", "var(--m2)", "var(--m3)", "var(--m4)", "var(--m5)")


@dataclass(frozen=True)
class Shape:
    """One area: its key in the GeoJSON, how it is filled, where it leads, what it says."""

    key: str
    name: str
    fill: str
    words: str = ""
    tip: str = ""
    url: str = ""
    where: tuple | None = None  # (longitude, latitude) of its label
    in_inset: bool = False


@dataclass(frozen=True)
class View:
    """A rectangle of the earth drawn into a rectangle of the picture, keeping its shape."""

    west: float
    east: float
    south: float
    north: float
    x: float
    y: float
    width: float
    height: float

    @property
    def flat(self):
        """How long a degree of longitude is beside one of latitude, in the middle of the view."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def scale(self):
        return min(self.width / ((self.east - self.west) * self.flat), self.height / (self.north - self.south))

    def at(self, place):
        longitude, latitude = place
        across = self.flat * self.scale
        left = self.x + (self.width - (self.east - self.west) * across) / 2
        return left + (longitude - self.west) * across, self.y + (self.north - latitude) * self.scale

    def holds(self, place):
        return self.west <= place[0] <= self.east and self.south <= place[1] <= self.north


@cache
def outlines(path):
    """{key: [ring, …]} of a GeoJSON file; a ring is [(longitude, latitude)]. The key is `adcode` or `code`."""
    found = {}
    for feature in json.loads(Path(path).read_text(encoding="utf-8"))["features"]:
        properties, shape = feature["properties"], feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        key = str(properties.get("code") or properties.get("adcode") or properties.get("name"))
        found[key] = [[tuple(p[:2]) for p in ring] for polygon in polygons for ring in polygon]
    return found


def fit(path, keys, x=0, y=4, width=520, height=444):
    """The view that shows the named areas whole."""
    places = [p for key in keys for ring in outlines(path)[key] for p in ring]
    west, east = min(p[0] for p in places), max(p[0] for p in places)
    south, north = min(p[1] for p in places), max(p[1] for p in places)
    return View(west, east, south, north, x, y, width, height)


def area_map(path, shapes, dots, *, label, inset=None, width=520, height=452):
    """`shapes` by colour, `dots` [(longitude, latitude)], `inset` a View of the crowded part or None."""
    view = fit(path, [s.key for s in shapes], width=width, height=height - 8)
    parts = [outline(path, s, view) for s in shapes]
    parts.append(points_of(dots, view, 1.5 if inset else 2.6))
    parts += [name_of(s, view) for s in shapes if not (inset and s.in_inset)]
    if inset:
        parts += inset_of(path, shapes, dots, view, inset)
    return picture(width, height, parts, label=label, kind="map")


def outline(path, shape, view):
    drawn = "".join(f"M{points(map(view.at, ring)).replace(' ', 'L')}Z" for ring in outlines(path)[shape.key])
    path_ = tag("path", class_="d", d=drawn, fill=shape.fill)
    if shape.url:
        return tag("a", [path_], href=shape.url, aria_label=f"{shape.name} {shape.words}", data_tip=shape.tip)
    return tag("g", [path_], data_tip=shape.tip or None)


def points_of(dots, view, radius):
    drawn = [tag("circle", cx=x, cy=y, r=radius) for x, y in (view.at(d) for d in dots if view.holds(d))]
    return tag("g", drawn, fill="var(--ink)", fill_opacity=".55", pointer_events="none")


def name_of(shape, view):
    if shape.where is None:
        return ""
    x, y = view.at(shape.where)
    words = [text(x, y - 3, shape.name, class_="nm")]
    if shape.words:
        words.append(text(x, y + 12, shape.words, class_="nm", style="font-weight:400"))
    return tag("g", words, pointer_events="none")


def inset_of(path, shapes, dots, view, inset):
    """The crowded part enlarged, framed, with lines to where it lies."""
    (x1, y1), (x2, y2) = view.at((inset.west, inset.north)), view.at((inset.east, inset.south))
    box = {"x": inset.x, "y": inset.y, "width": inset.width, "height": inset.height}
    frame = {"fill": "none", "stroke": "var(--ink-2)"}
    yield tag("rect", x=x1, y=y1, width=x2 - x1, height=y2 - y1, **frame)
    yield line(x2, y1, inset.x, inset.y + 4, stroke="var(--ink-2)", stroke_dasharray="2 3")
    yield line(x2, y2, inset.x, inset.y + inset.height - 4, stroke="var(--ink-2)", stroke_dasharray="2 3")
    clip = tag("clipPath", [tag("rect", **box, rx=6)], id="inset")
    inside = [tag("rect", **box, fill="var(--paper)"), *(outline(path, s, inset) for s in shapes)]
    inside.append(points_of(dots, inset, 2.6))
    inside += [name_of(s, inset) for s in shapes if s.in_inset]
    yield tag("defs", [clip])
    yield tag("g", inside, clip_path="url(#inset)")
    yield tag("rect", **box, rx=6, **frame)


def shade(percent, low=0, high=100):
    """The step of the ramp for a percentage."""
    return RAMP[min(4, max(0, int((percent - low) / ((high - low) / 5))))]
