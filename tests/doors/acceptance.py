"""Inspections, hidden works, acceptance, handover and warranty: offices record, the project's contractor answers."""

from datetime import date

from accounts.models import Organisation
from core import thresholds
from projects.acceptance.reference import DATA
from projects.models import Project
from tests.factories_works import (
    AcceptanceResultFactory,
    AssetFactory,
    DefectFactory,
    FindingFactory,
    HiddenWorkFactory,
    InspectionFactory,
    WarrantyItemFactory,
)


def furnish(end, community, person):
    thresholds.load(DATA / "acceptance_thresholds.csv")
    project = Project.objects.filter(communities=community).first()
    finding = FindingFactory(inspection=InspectionFactory(project=project))
    defect = DefectFactory(warranty=WarrantyItemFactory(project=project), community=community)
    return {
        f"ground{end}": project.pk,
        f"site_community{end}": community.pk,
        f"inspection{end}": finding.inspection_id,
        f"finding{end}": finding.pk,
        f"hidden{end}": HiddenWorkFactory(project=project).pk,
        f"result{end}": AcceptanceResultFactory(project=project).pk,
        f"asset{end}": AssetFactory(project=project, community=community).pk,
        f"warranty_item{end}": defect.warranty_id,
        f"defect{end}": defect.pk,
        "receiver": Organisation.objects.get(name="白云街道办事处").pk,
    }


LOOK = {"kind": "routine", "held_on": "2026-06-02", "inspector": "陈岚", "note": ""}
LOOK_AT = LOOK | {"project": "{ground}"}
WRONG = {"kind": "roof1", "place": "5幢", "text": "", "due_on": "2026-06-20"}
WRONG_AT = WRONG | {"inspection": "{inspection}"}
NOTE, PLACE, NAME = {"note": "晴"}, {"place": "6幢"}, {"name": "长椅"}
MENDED = {"date": "2026-06-05", "answer": "已重做"}
DAY = {"date": "2026-06-06"}
AGAIN = {"reason": "仍渗水", "due_on": "2026-06-30"}
TODAY = f"{date.today():%Y-%m-%d}"  # works are not to be covered on a day that is past
COVER = {"name": "给水管", "place": "南门", "made_on": TODAY, "cover_on": TODAY}
COVER_AT = COVER | {"project": "{ground}"}
NO = {"reason": "坡度不够"}
FOUND = {"checked_on": "2026-06-20", "roof.verdict": "pass"}
FOUND_AT = {"project": "{ground}", "item": "roof", "verdict": "pass", "checked_on": "2026-06-20", "note": ""}
BUILT = {"community": "{site_community}", "name": "座椅", "quantity": "8", "measure": "个", "receiver": "{receiver}"}
BUILT_AT = BUILT | {"project": "{ground}"}
SIGN = {"date": "2026-11-01", "signed_by": "陈岚"}
LEAK = {"warranty": "{warranty_item}", "community": "{site_community}", "place": "6幢", "text": "渗水"}
LEAK |= {"notified_on": "2026-11-02"}
LEAK_AT = LEAK | {"project": "{ground}"}
CAME = {"date": "2026-11-05"}
DONE = {"date": "2026-11-20", "result": "修好", "by_owner": "on"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("projects/{ground}/quality/",                  "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("projects/{ground}/inspections/new/",          "post",  LOOK,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("inspections/{inspection2}/",                "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("inspections/{inspection2}/edit/",           "get",   {},      [200, 404, 404, 200, 403, 404, 404, 404, 302]),
    ("inspections/{inspection}/findings/new/",    "post",  WRONG,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("findings/",                                 "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("findings/export/",                          "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("findings/{finding2}/",                      "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("findings/{finding}/edit/",                  "post",  WRONG,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("findings/{finding}/rectify/",               "post",  MENDED,  [403, 403, 403, 404, 403, 404, 404, 404, 302]),
    ("findings/{finding}/verify/",                "post",  DAY,     [409, 409, 409, 404, 403, 404, 404, 404, 302]),
    ("projects/{ground}/hidden-works/new/",         "post",  COVER,   [403, 403, 403, 404, 403, 404, 404, 404, 302]),
    ("hidden-works/{hidden2}/",                   "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("hidden-works/{hidden}/edit/",               "post",  COVER,   [403, 403, 403, 404, 403, 404, 404, 404, 302]),
    ("hidden-works/{hidden}/sign/",               "post",  {},      [403, 403, 403, 404, 403, 404, 404, 404, 302]),
    ("projects/{ground}/acceptance/",               "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("projects/{ground}/acceptance/edit/",          "post",  FOUND,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("acceptance-results/{result2}/",             "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("projects/{ground}/handover/",                 "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("projects/{ground}/assets/new/",               "post",  BUILT,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("assets/",                                   "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("assets/export/",                            "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("assets/{asset2}/",                          "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("assets/{asset}/edit/",                      "post",  BUILT,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("assets/{asset}/sign/",                      "post",  SIGN,    [409, 409, 409, 404, 403, 404, 404, 404, 302]),
    ("projects/{ground}/warranty/",                 "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("projects/{ground}/defects/new/",              "post",  LEAK,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("defects/",                                  "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("defects/{defect2}/",                        "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("defects/{defect}/arrive/",                  "post",  CAME,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("api/v1/defect-kinds/",                      "rows",  {},      [  1,   1,   1,   1,   1,   1,   1,   1,   1]),
    ("api/v1/defect-kinds/roof1/",                "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/inspections/",                       "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/inspections/",                       "json",  LOOK_AT, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/inspections/{inspection2}/",         "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/inspections/{inspection}/",          "patch", NOTE,    [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/findings/",                          "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/findings/",                          "json",  WRONG_AT, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/findings/{finding2}/",               "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/findings/{finding}/",                "patch", PLACE,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/findings/{finding}/rectify/",        "json",  MENDED,  [403, 403, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/findings/{finding}/verify/",         "json",  DAY,     [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/findings/{finding}/reopen/",         "json",  AGAIN,   [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/hidden-works/",                      "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/hidden-works/",                      "json",  COVER_AT, [403, 403, 403, 400, 403, 400, 400, 400, 401]),
    ("api/v1/hidden-works/{hidden2}/",            "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/hidden-works/{hidden}/",             "patch", COVER,   [403, 403, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/hidden-works/{hidden}/sign/",        "json",  {},      [403, 403, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/hidden-works/{hidden}/refuse/",      "json",  NO,      [403, 403, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/acceptance-items/",                  "rows",  {},      [  1,   1,   1,   1,   1,   1,   1,   1,   1]),
    ("api/v1/acceptance-items/roof/",             "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/acceptance-results/",                "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/acceptance-results/",                "json",  FOUND_AT, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/acceptance-results/{result2}/",      "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/assets/",                            "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/assets/",                            "json",  BUILT_AT, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/assets/{asset2}/",                   "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/assets/{asset}/",                    "patch", NAME,    [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/assets/{asset}/sign/",               "json",  SIGN,    [409, 409, 409, 404, 403, 404, 404, 404, 401]),
    ("api/v1/warranty-terms/",                    "rows",  {},      [  1,   1,   1,   1,   1,   1,   1,   1,   1]),
    ("api/v1/warranty-terms/roof/",               "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/warranty-items/",                    "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/warranty-items/{warranty_item2}/",   "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/defects/",                           "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/defects/",                           "json",  LEAK_AT, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/defects/{defect2}/",                 "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/defects/{defect}/arrive/",           "json",  CAME,    [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/defects/{defect}/close/",            "json",  DONE,    [200, 200, 200, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
# The contractor reads his project and answers; what offices record he does not.
READS = [f"projects/{{ground}}/{page}/" for page in ("quality", "acceptance", "handover", "warranty")]
ROWS = {"findings/", "assets/", "defects/"}
ROWS |= {f"api/v1/{name}/" for name in ("inspections", "findings", "hidden-works", "acceptance-results", "assets")}
ROWS |= {"api/v1/warranty-items/", "api/v1/defects/"}
ANSWERS = {
    ("post", "findings/{finding}/rectify/"): 302,
    ("json", "api/v1/findings/{finding}/rectify/"): 200,
    ("post", "projects/{ground}/hidden-works/new/"): 302,
    ("json", "api/v1/hidden-works/"): 201,
    ("post", "hidden-works/{hidden}/edit/"): 302,
    ("patch", "api/v1/hidden-works/{hidden}/"): 200,
    ("json", "api/v1/assets/"): 400,
    ("json", "api/v1/defects/"): 400,
    ("post", "defects/{defect}/arrive/"): 302,
    ("json", "api/v1/defects/{defect}/arrive/"): 200,
}
FIRMS = {("get", door): (404, 200) for door in READS} | {("rows", door): (0, 1) for door in ROWS}
FIRMS |= {
    (method, door): (400 if method == "json" and door.endswith("s/") and "{" not in door else 404, 403)
    for door, method, _, expected in DOORS
    if method in ("post", "json", "patch") and expected[5] in (400, 404)
}
FIRMS |= {key: (FIRMS[key][0], answer) for key, answer in ANSWERS.items()}
