"""Trends over the years (staff with an area), open data (everybody)."""

#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("history/",                                  "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("open-data/",                                "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("open-data/communities.csv",                 "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
]  # fmt: skip
