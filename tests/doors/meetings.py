"""Bodies, meetings, resolutions, 能人库: the street's own; visitors see bodies and what was announced, no talents."""

from datetime import timedelta

from django.utils import timezone

from core import thresholds
from resident_participation.meetings import quorum
from resident_participation.reference import DATA
from tests.factories_meetings import (
    AgendaItemFactory,
    AttendanceFactory,
    BodyFactory,
    MeetingFactory,
    MemberFactory,
    MinutesFactory,
    ResolutionFactory,
    SignInSheetFactory,
    TalentFactory,
)

TODAY = timezone.localdate()


def furnish(end, community, person):
    thresholds.load(DATA / "participation_thresholds.csv")
    body = BodyFactory(community=community)
    member = MemberFactory(body=body)
    draft = MeetingFactory(body=body)
    item = AgendaItemFactory(meeting=draft)
    going = MeetingFactory(body=body, audience="residents", state="open", called_on=TODAY)
    SignInSheetFactory(meeting=going)
    AttendanceFactory(meeting=going)
    held = MeetingFactory(body=body, state="held", called_on=TODAY, closed_at=timezone.now(), result={"x": 1})
    AttendanceFactory(meeting=held, guest="", member=member)
    held.result = quorum.counted(held)
    held.save()
    MinutesFactory(meeting=held)
    about = AgendaItemFactory(meeting=held)
    late = TODAY - timedelta(days=9)
    return {
        f"m_home{end}": community.pk,
        f"m_code{end}": community.code,
        f"m_body{end}": body.pk,
        f"m_forming{end}": BodyFactory(community=community, state="forming", kind="supervision").pk,
        f"m_member{end}": member.pk,
        f"m_draft{end}": draft.pk,
        f"m_item{end}": item.pk,
        f"m_going{end}": going.pk,
        f"m_held{end}": held.pk,
        f"m_about{end}": about.pk,
        f"m_open{end}": ResolutionFactory(meeting=held, item=about, decided_on=late, due_on=late).pk,
        f"m_talent{end}": TalentFactory(community=community).pk,
    }


BODY = {"kind": "council", "community": "{m_home}", "name": "议事会", "number": "1", "chosen": "residents"}
BODY |= {"term_from": "2026-01-01", "term_to": "2029-01-01"}
SEAT = {"name": "陈岚", "post": "member", "side": "owner", "chosen": "self"}
SAME = SEAT | {"from_on": str(TODAY - timedelta(days=300)), "to_on": str(TODAY + timedelta(days=300))}
WHY, GONE = {"reason": "工作需要"}, {"date": str(TODAY), "reason": "搬走了"}
NEXT = {"term_from": "2031-01-01", "term_to": "2033-01-01", "chosen": "residents"}
MEET = {"body": "{m_body}", "audience": "members", "title": "协调会", "place": "会议室"}
MEET |= {"starts_at": f"{TODAY + timedelta(days=9)}T14:00"}
ITEM, GUEST = {"title": "东门停车"}, {"guest": "街道城建办"}
TEXT = {"text": "会上又定了一件事。", "reason": "漏记一件"}
DECIDED = {"item": "{m_about}", "title": "划线", "owner": "社区", "due_on": str(TODAY + timedelta(days=30))}
RULED = DECIDED | {"meeting": "{m_held}"}
DID = {"date": str(TODAY), "outcome": "已划好", "evidence": "白云街〔2026〕3号"}
LATER = {"due_on": str(TODAY + timedelta(days=60)), "reason": "等材料"}
ABLE = {"community": "{m_home}", "name": "周阿毛", "work": "retired", "skills": ["law"], "wishes": ["mediate"]}
ABLE |= {"consent_on": str(TODAY)}
AGAIN, CODE = {"date": str(TODAY)}, {"code": "2222"}
#    door                                              method   data     city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("bodies/",                                        "rows",  {},      [  4,   2,   2,   2,   4,   0,   0,   0, 302]),
    ("bodies/new/",                                    "post",  BODY,    [302, 302, 302, 200, 403, 403, 403, 403, 302]),
    ("bodies/{m_body2}/",                              "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("bodies/{m_forming}/edit/",                       "post",  BODY,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("bodies/{m_body2}/history/",                      "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("bodies/{m_forming}/members/new/",                "post",  SEAT,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("body-members/{m_member}/edit/",                  "post",  SAME,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("body-members/{m_member}/leave/",                 "post",  GONE,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("body-members/{m_member}/reveal/",                "post",  WHY,     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("bodies/{m_body}/renew/",                         "post",  NEXT,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("meetings/",                                      "rows",  {},      [  6,   3,   3,   3,   6,   0,   0,   0, 302]),
    ("meetings/new/",                                  "post",  MEET,    [302, 302, 302, 200, 403, 403, 403, 403, 302]),
    ("meetings/{m_draft2}/",                           "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("meetings/{m_held2}/",                            "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("meetings/{m_draft}/edit/",                       "post",  MEET,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("meetings/{m_draft2}/history/",                   "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("meetings/{m_draft}/agenda/new/",                 "post",  ITEM,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("agenda-items/{m_item}/edit/",                    "post",  ITEM,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("agenda-items/{m_item}/drop/",                    "post",  {},      [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("meetings/{m_going2}/sign-in/",                   "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("meetings/{m_going}/sign-in/",                    "post",  GUEST,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("meetings/{m_going2}/board/",                     "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("meetings/{m_held2}/minutes/",                    "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("meetings/{m_held}/minutes/new/",                 "post",  TEXT,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("meetings/{m_held}/resolutions/new/",             "post",  DECIDED, [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("meetings/{m_draft}/call/",                       "post",  {},      [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("resolutions/",                                   "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("resolutions/{m_open2}/",                         "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("resolutions/{m_open}/done/",                     "post",  DID,     [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("c/{m_code2}/meetings/",                          "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("m/{m_held2}/",                                   "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("m/{m_draft}/",                                   "get",   {},      [404, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("m/{m_held2}/notice/",                            "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("m/{m_held2}/minutes-1.txt",                      "get",   {},      [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("talents/",                                       "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("talents/new/",                                   "post",  ABLE,    [200, 200, 200, 200, 403, 403, 403, 403, 302]),
    ("talents/{m_talent2}/",                           "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("talents/{m_talent}/edit/",                       "post",  ABLE,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("talents/{m_talent2}/history/",                   "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("talents/{m_talent}/reveal/",                     "post",  WHY,     [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("talents/{m_talent}/slip/",                       "post",  {},      [200, 200, 200, 404, 403, 404, 404, 404, 302]),
    ("talents/{m_talent}/renew/",                      "post",  AGAIN,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("t/",                                             "post",  CODE,    [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("api/v1/bodies/",                                 "rows",  {},      [  4,   2,   2,   2,   4,   0,   0,   0,   4]),
    ("api/v1/bodies/",                                 "json",  BODY,    [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/bodies/{m_forming}/",                     "patch", WHY,     [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/bodies/{m_body2}/",                       "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/bodies/{m_body2}/members/",               "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/bodies/{m_forming}/install/",             "json",  {},      [409, 409, 409, 404, 403, 404, 404, 404, 401]),
    ("api/v1/bodies/{m_body}/renew/",                  "json",  NEXT,    [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/bodies/{m_body}/end/",                    "json",  GONE,    [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/meetings/",                               "rows",  {},      [  6,   3,   3,   3,   6,   0,   0,   0,   4]),
    ("api/v1/meetings/",                               "json",  MEET,    [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/meetings/{m_draft}/",                     "patch", WHY,     [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/meetings/{m_held2}/",                     "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/meetings/{m_going2}/quorum/",             "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/meetings/{m_draft}/agenda/",              "json",  ITEM,    [201, 201, 201, 404, 403, 404, 404, 404, 404]),
    ("api/v1/meetings/{m_held2}/agenda/",              "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/meetings/{m_held2}/minutes/",             "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/meetings/{m_held}/minutes/",              "json",  TEXT,    [201, 201, 201, 404, 403, 404, 404, 404, 401]),
    ("api/v1/meetings/{m_going}/sign-in/",             "json",  GUEST,   [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/meetings/{m_draft}/call/",                "json",  {},      [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/meetings/{m_draft}/open/",                "json",  {},      [409, 409, 409, 404, 403, 404, 404, 404, 404]),
    ("api/v1/meetings/{m_going}/close/",               "json",  {},      [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/meetings/{m_draft}/cancel/",              "json",  WHY,     [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/resolutions/",                            "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   2]),
    ("api/v1/resolutions/",                            "json",  RULED,   [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/resolutions/{m_open2}/",                  "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/resolutions/{m_open}/done/",              "json",  DID,     [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/resolutions/{m_open}/postpone/",          "json",  LATER,   [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/resolutions/{m_open}/drop/",              "json",  WHY,     [200, 200, 200, 404, 403, 404, 404, 404, 401]),
    ("api/v1/resolutions/{m_open}/reopen/",            "json",  WHY,     [409, 409, 409, 404, 403, 404, 404, 404, 401]),
    ("api/v1/talents/",                                "rows",  {},      [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/talents/",                                "json",  ABLE,    [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/talents/{m_talent2}/",                    "get",   {},      [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/talents/{m_talent}/renew/",               "json",  AGAIN,   [200, 200, 200, 404, 403, 404, 404, 404, 404]),
    ("api/v1/talents/{m_talent}/withdraw/",            "json",  {},      [200, 200, 200, 404, 403, 404, 404, 404, 404]),
]  # fmt: skip
FIRMS = {}
