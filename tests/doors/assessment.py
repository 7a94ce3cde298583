"""效果评价: everybody reads what is published, the street types paper and answers for low scores."""

from projects.models import Project
from resident_participation.assessment import tally
from resident_participation.assessment.questions import ITEMS
from tests.factories_shared import LowScoreFactory, WaveFactory


def furnish(end, community, person):
    project = Project.objects.filter(communities=community).first()
    sheet = {"building": "1幢", "unit": "", "channel": "card", "scores": dict.fromkeys(ITEMS, 4)}
    found = tally.results([("1幢", "")] * 9, [sheet] * 6, 5) | {"least": 5, "participations": 6}
    counted = WaveFactory(project=project, community=community, occasion="three", state="closed", results=found)
    return {
        f"e_code{end}": community.code,
        f"e_wave{end}": WaveFactory(project=project, community=community).pk,
        f"e_counted{end}": counted.pk,
        f"e_low{end}": LowScoreFactory(wave=counted).pk,
    }


MEND = {"measures": "12月15日前补装扶手"}
#    door                                 method  data   city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("evaluations/",                      "rows", {},   [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("evaluations/{e_wave2}/",            "get",  {},   [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("evaluations/{e_counted2}/cells/",   "get",  {},   [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("evaluations/{e_wave}/paper/",       "get",  {},   [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("low-scores/{e_low}/mend/",          "post", MEND, [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("h/assess/{e_wave}/",                "post", {},   [302, 302, 302, 302, 302, 302, 302, 302, 302]),
    ("c/{e_code}/assessment/",            "get",  {},   [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/evaluations/",               "rows", {},   [  4,   2,   2,   2,   4,   0,   0,   0,   4]),
    ("api/v1/evaluations/{e_counted2}/",  "get",  {},   [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/low-scores/",                "rows", {},   [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/low-scores/{e_low2}/",       "get",  {},   [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/low-scores/{e_low}/mend/",   "json", MEND, [200, 200, 200, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
