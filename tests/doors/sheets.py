"""Exports of lists: whoever signs in gets what the list shows him."""

EVERYBODY = [200, 200, 200, 200, 200, 200, 200, 200, 302]
DOORS = [
    ("projects/export/", "get", {}, EVERYBODY),
    ("progress/export/", "get", {}, EVERYBODY),
    ("consultations/export/", "get", {}, EVERYBODY),
    ("plan-entries/export/", "get", {}, EVERYBODY),
]
