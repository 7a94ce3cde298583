"""Works items of a project, one by one and all at once; how deep the works go."""

from communities.models import Community
from projects.items.reference import item_thresholds
from projects.models import Project
from tests.factories_works import WorksItemFactory


def furnish(end, community, person):
    item_thresholds()
    project = Project.objects.filter(communities=community).first()
    return {
        f"item{end}": WorksItemFactory(project=project, community=community).pk,
        f"items_project{end}": project.pk,
        f"items_community{end}": community.pk,
        f"unlisted_community{end}": Community.objects.get(area=community.area, name=f"待建{end}").pk,
    }


ROW = {"B14-answer": "do", "B14-planned": "20", "B14-planned_cost": "30"}
DONE = {"done": "1", "done_cost": "60"}
NEW = {"project": "{planned}", "community": "{unlisted_community}", "item": "B14", "planned": "4"}
PLANNED = {"planned": "5"}
YEAR = {"year": "2026", "by": "project"}
THERE = {"area": "330212012"}
GRID = "projects/{items_project}/items/{items_community}/"
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("projects/{items_project}/items/",           "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    (GRID,                                        "get",   {},     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    (GRID,                                        "post",  ROW,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("works-items/",                              "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("works-items/export/",                       "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("works-items/{item2}/",                      "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("works-items/{item2}/edit/",                 "get",   {},     [200, 404, 404, 200, 403, 404, 404, 404, 302]),
    ("works-items/{item}/done/",                  "post",  DONE,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("depth/",                                    "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("depth/",                                    "get",   THERE,  [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("api/v1/works-items/",                       "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/works-items/",                       "json",  NEW,    [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/works-items/{item2}/",               "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/works-items/{item2}/",               "patch", PLANNED, [200, 404, 404, 200, 403, 404, 404, 404, 401]),
    ("api/v1/works-items/{item}/done/",           "json",  DONE,   [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/figures/depth/",                     "get",   YEAR,   [200, 200, 200, 200, 200, 404, 404, 404, 401]),
    ("api/v1/figures/depth/",                     "get",   THERE,  [200, 404, 404, 200, 200, 404, 404, 404, 401]),
]  # fmt: skip
# A contractor sees its project's items and changes none.
FIRMS = {
    ("get", "projects/{items_project}/items/"): (404, 200),
    ("get", GRID): (404, 403),
    ("post", GRID): (404, 403),
    ("rows", "works-items/"): (0, 1),
    ("post", "works-items/{item}/done/"): (404, 403),
    ("rows", "api/v1/works-items/"): (0, 1),
    ("json", "api/v1/works-items/{item}/done/"): (404, 403),
}
