"""Warnings: the street answers, the district returns or closes, the city alone changes the rules."""

from projects.models import Project
from tests.factories_works import ProjectWarningFactory, TalkFactory

WHY = {"answer": "材料供应滞后", "recovery": "增加班组", "recover_by": "2099-01-31", "responsible": "周明"}
PROOF = {"evidence": "复查合格"}
TALK = {"held_on": "2026-10-08", "host": "周明", "guests": "王经理", "asked": "每周报进展", "due_on": "2026-10-30"}
CAME = {"result": "班组已进场"}
BACK = {"reason": "请写到每周"}
RULE = {"below": "-6", "answer_days": "5", "action": "提醒", "source": "市局会议", "valid_from": "2026-12-01"}


def furnish(end, community, person):
    project = Project.objects.filter(communities=community).first()
    said = {"answer": "雨", "recovery": "加班组", "responsible": "周明", "state": "answered"}
    made = ProjectWarningFactory(project=project)
    closed = said | {"state": "closed", "evidence": "复查合格"}
    return {
        f"warning{end}": made.pk,
        f"closed_warning{end}": (over := ProjectWarningFactory(project=project, rule=made.rule, **closed)).pk,
        f"talk{end}": TalkFactory(warning=over).pk,
        "warning_rule": made.rule_id,
    }


#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("warnings/",                                 "rows",  {},      [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("warnings/{warning2}/",                      "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("warnings/{warning}/answer/",                "post",  WHY,     [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("warnings/{warning}/close/",                 "post",  PROOF,   [409, 409, 403, 404, 403, 404, 404, 404, 302]),
    ("warnings/{warning}/return/",                "post",  BACK,    [409, 409, 403, 404, 403, 404, 404, 404, 302]),
    ("warnings/{warning}/talk/",                  "post",  TALK,    [409, 409, 403, 404, 403, 404, 404, 404, 302]),
    ("warnings/{warning}/follow/",                "post",  CAME,    [409, 409, 403, 404, 403, 404, 404, 404, 302]),
    ("warning-rules/",                            "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("warning-rules/{warning_rule}/adjust/",      "post",  RULE,    [302, 403, 403, 403, 403, 403, 403, 403, 302]),
    ("api/v1/project-warnings/",                  "rows",  {},      [  4,   2,   2,   2,   4,   0,   0,   0,   0]),
    ("api/v1/project-warnings/{warning2}/",       "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/project-warnings/{warning}/answer/", "json",  WHY,     [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/project-warnings/{warning}/close/",  "json",  PROOF,   [409, 409, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/project-warnings/{warning}/return/", "json",  BACK,    [409, 409, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/project-warnings/{warning}/talk/",   "json",  TALK,    [409, 409, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/project-warnings/{warning}/follow/", "json",  CAME,    [409, 409, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/warning-talks/",                     "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/warning-talks/{talk2}/",             "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/warning-rules/",                     "rows",  {},      [  1,   1,   1,   1,   1,   1,   1,   1,   1]),
    ("api/v1/warning-rules/{warning_rule}/",      "patch", RULE,    [200, 403, 403, 403, 403, 403, 403, 403, 401]),
]  # fmt: skip
FIRMS = {
    ("post", "warnings/{warning}/talk/"): (404, 403),
    ("post", "warnings/{warning}/follow/"): (404, 403),
    ("json", "api/v1/project-warnings/{warning}/talk/"): (404, 403),
    ("json", "api/v1/project-warnings/{warning}/follow/"): (404, 403),
    ("rows", "warnings/"): (0, 2),
    ("post", "warnings/{warning}/answer/"): (404, 403),
    ("post", "warnings/{warning}/close/"): (404, 403),
    ("post", "warnings/{warning}/return/"): (404, 403),
    ("rows", "api/v1/project-warnings/"): (0, 2),
    ("json", "api/v1/project-warnings/{warning}/answer/"): (404, 403),
    ("json", "api/v1/project-warnings/{warning}/close/"): (404, 403),
    ("json", "api/v1/project-warnings/{warning}/return/"): (404, 403),
}
