"""承诺和成果: the locked promise is everybody's to read."""

from projects.models import Project
from tests.factories_shared import PromiseFactory


def furnish(end, community, person):
    project = Project.objects.filter(communities=community).first()
    promise = PromiseFactory(project=project, community=community, item__code="W01", item__name="屋面防水")
    return {f"o_project{end}": project.pk, f"o_code{end}": community.code, f"o_promise{end}": promise.pk}


#    door                              method  data   city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("projects/{o_project2}/outcome/", "get",  {},   [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("c/{o_code}/outcome/",            "get",  {},   [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/promises/",               "rows", {},   [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/promises/{o_promise2}/",  "get",  {},   [200, 404, 404, 200, 200, 404, 404, 404, 200]),
]  # fmt: skip
FIRMS = {("rows", "api/v1/promises/"): (0, 1)}
