"""A report's life: its own level submits, the level above checks, the city signs; indicators and their rows."""

from accounts.models import Area
from tests.factories import ReminderFactory, ReportFactory

PLACE = {"communities": 0, "floor_area_m2": 0, "households": 0, "investment": "0.00"}
FEW = {
    "year": 2026, "started": 0, "started_area_m2": 0, "completed": 0, "completed_area_m2": 0, "invested": "0.00",
    "area": {"level": "street", "name": "白云街道"}, "communities": 0, "floor_area_m2": 0, "as_of": "2026-01-04",
    "feedback": {"overdue": 0}, "plan": PLACE, "by_area": [],
    "problems": {"unreported": 1, "not_begun": 0, "not_finished": 0, "late": []},
}  # fmt: skip


def furnish(end, community, person):
    """A draft with one finding, and one in each state on its way."""
    area = Area.objects.get(pk=community.area_id)
    made = {}
    for number, state in enumerate(("draft", "submitted", "checked", "signed", "published"), 1):
        report = ReportFactory(area=area, period=f"2026-W{number:02d}", kind="weekly", state=state, figures=FEW)
        made[f"r_{state}{end}"] = report.pk
    ReminderFactory(report=report, area=area)
    return made


TEXT = {"text": "一、总体进展"}
WHY, SAID = {"reason": "漏了一个小区"}, {"finding": "missing.progress", "words": "雨季停工"}
OCT, CHECK = {"period": "2026-10"}, {"act": "check", "kind": "monthly", "period": "2026-10"}
#    door                                         method   data     city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("reports/runs/",                             "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("reports/together/",                         "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("reports/together/",                         "post",  CHECK,   [302, 302, 403, 403, 403, 403, 403, 403, 302]),
    ("api/v1/reports/together/",                  "json",  CHECK,   [409, 409, 403, 403, 403, 403, 403, 403, 401]),
    ("reports/indicators/",                       "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("reports/indicators/started/rows/",          "get",   OCT,     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("reports/{r_draft}/history/",                "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("reports/{r_draft}/explain/",                "post",  SAID,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("api/v1/reports/{r_draft}/explain/",         "json",  SAID,    [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("reports/{r_draft}/write/",                  "post",  TEXT,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("api/v1/reports/{r_draft}/write/",           "json",  TEXT,    [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/reports/{r_draft}/refresh/",         "json",  {},      [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/reports/{r_draft}/submit/",          "json",  {},      [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/reports/{r_submitted}/check/",       "json",  {},      [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/reports/{r_submitted}/return/",      "json",  WHY,     [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/reports/{r_checked}/sign/",          "json",  {},      [200, 403, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/reports/{r_signed}/publish/",        "json",  {},      [409, 403, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/reports/{r_published}/revise/",      "json",  WHY,     [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/reports/{r_draft}/findings/",        "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 404]),
    ("api/v1/reports/{r_draft}/changes/",         "get",   {},      [200, 200, 200, 404, 200, 404, 404, 404, 404]),
    ("api/v1/indicators/",                        "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/figures/started/",                   "get",   OCT,     [200, 200, 200, 200, 200, 404, 404, 404, 401]),
]  # fmt: skip
