"""The map's points are those of the person's own area."""

FAR = {"layer": "communities", "area": "330212"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("map/",                                      "rows",  {},     [  4,   2,   2,   2,   4, 404, 404, 404, 302]),
    ("map/points/",                               "get",   FAR,    [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("map/boundaries/",                           "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
]  # fmt: skip
