"""会议: a lawful notice, an exact quorum, nobody twice, minutes that only add up, resolutions with their end."""

import hashlib
import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import thresholds
from core.errors import Refused
from core.records import verify
from resident_participation.meetings import actions, attendance, minutes, quorum, resolutions, words
from resident_participation.meetings.models import Attendance, Meeting, Minutes, Resolution
from resident_participation.reference import DATA
from tests import votes
from tests.factories import AreaFactory, AttachmentFactory, CommunityFactory, RollRowFactory
from tests.factories_meetings import (
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    MemberFactory,
    MinutesFactory,
    ResolutionFactory,
    SignInSheetFactory,
)

TODAY = timezone.localdate()
DAY = timedelta(days=1)
D = Decimal


@pytest.fixture
def home(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path, tmp_path / "keys"
    thresholds.load(DATA / "participation_thresholds.csv")
    return CommunityFactory(area=AreaFactory(code="330203006"), name="双桥新村")


def over(present=0, members=0):
    """What a members' meeting keeps when it ends."""
    result = {"basis": "members", "members": {"all": members, "present": present}, "guests": 0, "residents": 0}
    result |= {"roll": None, "present": None, "classes": []}
    return {"state": "held", "closed_at": timezone.now(), "result": result}


def hall(home, *, state="open", audience="owners", members=0, **values):
    """A meeting of a committee of the community, with an agenda of one special and one ordinary matter."""
    body = BodyFactory(community=home, kind="committee", name="双桥新村业主委员会", document="1号")
    for _ in range(members):
        MemberFactory(body=body)
    meeting = MeetingFactory(body=body, audience=audience, state=state, called_on=TODAY, **values)
    SignInSheetFactory(meeting=meeting)
    AgendaItemFactory(meeting=meeting, order=1, title="锅炉房改食堂", matter=8)
    AgendaItemFactory(meeting=meeting, order=2, title="修屋面", matter=5)
    AgendaItemFactory(meeting=meeting, order=3, title="通报上季度账目")
    return meeting


def flats(home, rooms, area="50.00", building="1幢", **values):
    for room in rooms:
        RollRowFactory(community=home, building=building, unit="1单元", room=f"{room}室", area_m2=D(area), **values)


def came(meeting, by, room, building="1幢", **how):
    return attendance.room(meeting, by=by, building=building, unit="1单元", room=f"{room}室", **how)


def test_the_quorum_by_hand(home, people):
    """Roll by hand: 14 flats of 50.00 by 14 owners; one owner with three flats of 60.10; the developer with two of
    70.05; a parking space that counts for nothing. 16 heads, 1,020.40 ㎡; two thirds are 11 heads and 680.27 ㎡."""
    by = people["street"]
    flats(home, range(101, 115))
    flats(home, (201, 202, 203), "60.10", owner_group="A7")
    flats(home, (301, 302), "70.05", holder="developer")
    flats(home, (901,), "12.50", kind="parking")
    meeting = hall(home)
    board = quorum.board(meeting)
    assert (board["basis"], board["roll"]) == ("living", {"heads": 16, "area_cm2": 102040})
    assert [one["class"] for one in board["classes"]] == ["special", "ordinary"]
    assert [one["items"] for one in board["classes"]] == [["锅炉房改食堂"], ["修屋面"]]

    for room in (101, 102, 103, 104):
        came(meeting, by, room)
    came(meeting, by, 201)
    board = quorum.board(meeting)
    assert board["present"] == {"heads": 5, "area_cm2": 26010, "rooms": 5}
    needed = {(t["measure"], t["needed"], t["short_by"]) for t in board["classes"][0]["tests"]}
    assert needed == {("heads", 11, 6), ("area", 68027, 42017)}
    assert words.cards(board)[0].missing == "还差 6 户，420.17 ㎡"

    came(meeting, by, 202)  # the same owner again: more area, no head more
    assert quorum.board(meeting)["present"] == {"heads": 5, "area_cm2": 32020, "rooms": 6}
    came(meeting, by, 203)
    for room in (105, 106, 107, 108, 109):
        came(meeting, by, room)
    came(meeting, by, 301, every=True)  # both of the developer's
    board = quorum.board(meeting)  # 9 + 1 + 1 heads; 450 + 180.30 + 140.10
    assert board["present"] == {"heads": 11, "area_cm2": 77040, "rooms": 14}
    assert all(one["passed"] for one in board["classes"])
    special, ordinary = (
        {one["measure"]: one["needed"] for one in found["to_agree"]} for found in board["classes"]
    )  # three quarters of 11 and 770.40; more than half of them
    assert special == {"heads": 9, "area": 57780} and ordinary == {"heads": 6, "area": 38521}
    with pytest.raises(Refused, match="车位或车库"):
        came(meeting, by, 901)
    with pytest.raises(Refused, match="名册里没有1幢 1单元 999室"):
        came(meeting, by, 999)


def test_exactly_two_thirds_is_enough_and_a_hundredth_less_is_not(home, people):
    by = people["street"]
    flats(home, (101, 102), "100.00")
    flats(home, (103,), "100.01")
    meeting = hall(home)
    came(meeting, by, 101)
    came(meeting, by, 102)
    tests = {t["measure"]: t for t in quorum.board(meeting)["classes"][0]["tests"]}
    assert tests["heads"]["passed"] and (tests["area"]["needed"], tests["area"]["short_by"]) == (20001, 1)
    came(meeting, by, 103)
    assert quorum.board(meeting)["classes"][0]["passed"]


def test_a_resident_who_is_no_owner_fills_no_owners_quorum(home, people):
    by = people["street"]
    flats(home, (101, 102, 103))
    meeting = hall(home)
    came(meeting, by, 101, capacity="resident")
    came(meeting, by, 102, capacity="proxy")
    board = quorum.board(meeting)
    assert (board["present"]["heads"], board["residents"]) == (1, 1)
    residents = MeetingFactory(body=meeting.body, audience="residents", state="open")
    came(residents, by, 101, capacity="resident")
    assert quorum.board(residents)["present"]["heads"] == 1


def test_a_meeting_about_a_round_counts_against_its_frozen_roll(home, people, as_):
    by = people["street"]
    votes.ready()
    place = votes.home(home.area, 12, name="冻结新村")
    round_ = votes.opened(votes.drafted(place, by), by)
    RollRowFactory(community=place, building="1幢", unit="1单元", room="999室", area_m2=D("50.00"))
    meeting = MeetingFactory(
        body=BodyFactory(community=place), audience="owners", state="open", round=round_, called_on=TODAY
    )
    board = quorum.board(meeting)
    assert (board["basis"], board["roll"]) == ("frozen", {"heads": 12, "area_cm2": 60000})
    assert [(one["class"], one["items"]) for one in board["classes"]] == [("special", ["把原锅炉房改成社区食堂"])]
    with pytest.raises(Refused, match="名册里没有"):
        attendance.room(meeting, by=by, building="1幢", unit="1单元", room="999室")

    seat = round_.seats.order_by("number")[3]
    code = votes.code_of(seat, by)
    desk = as_("street")
    for typed in (f"https://portal.test/b/{code}", f"https://portal.test/b/{code}/", code.lower()):
        assert desk.post(f"/meetings/{meeting.pk}/sign-in/", {"code": typed}).status_code == 302
    signed = Attendance.objects.get()
    assert (signed.room, signed.way, signed.by) == (seat.room, "slip", by)
    wrong = desk.post(f"/meetings/{meeting.pk}/sign-in/", {"code": "2222222222222223"}, follow=True)
    assert "填错了" in wrong.content.decode() or "没有这个投票码" in wrong.content.decode()
    other = MeetingFactory(body=BodyFactory(community=home), audience="owners", state="open", called_on=TODAY)
    said = desk.post(f"/meetings/{other.pk}/sign-in/", {"code": code}, follow=True).content.decode()
    assert "这张投票单是别的小区的" in said and not other.attendances.exists()


@pytest.mark.django_db(transaction=True)
def test_a_household_ticked_by_eight_at_once_is_there_once(home, people):
    flats(home, (101, 102))
    meeting, by, gate, got = hall(home), people["street"], threading.Barrier(8), []

    def tick():
        gate.wait()
        try:
            got.append(came(meeting, by, 101)[0].pk)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=tick) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(got) == 8 and len(set(got)) == 1
    assert Attendance.objects.filter(room="101室").count() == 1
    assert quorum.board(meeting)["present"]["heads"] == 1


def test_the_database_itself_knows_each_room_once(home, people):
    flats(home, (101,))
    meeting = hall(home)
    one = came(meeting, people["street"], 101)[0]
    with pytest.raises(DatabaseError, match="room_signs_in_once"), transaction.atomic():
        Attendance.objects.bulk_create([Attendance(meeting=meeting, building=one.building, unit=one.unit, room=one.room,
                                                   capacity="owner")])  # fmt: skip
    assert attendance.strike(one, by=people["street"]) == meeting and not meeting.attendances.exists()


def test_an_expired_body_calls_nothing_and_resolves_nothing(home, people):
    by = people["street"]
    body = BodyFactory(community=home, term_to=TODAY - DAY)
    facts = {"body": body, "title": "协调会", "place": "会议室", "starts_at": timezone.now() + 3 * DAY}
    with pytest.raises(Refused) as refused:
        actions.draft(by=by, **facts)
    assert refused.value.code == "term_over" and "不能再召集会议。街道要先办换届" in refused.value.message
    waiting = MeetingFactory(body=body, state="draft", starts_at=timezone.now() + 3 * DAY)
    AgendaItemFactory(meeting=waiting)
    with pytest.raises(Refused, match="任期到"):
        actions.call(waiting, by=by)
    late = MeetingFactory(body=body, **over(5, 5))
    item = AgendaItemFactory(meeting=late)
    with pytest.raises(Refused) as refused:
        resolutions.record(late, by=by, item=item, title="划线", owner="社区", due_on=TODAY + DAY)
    assert refused.value.code == "term_over" and not Resolution.objects.exists()
    in_time = MeetingFactory(body=body, starts_at=timezone.now() - 9 * DAY, **over(5, 5))
    about = AgendaItemFactory(meeting=in_time)
    assert resolutions.record(in_time, by=by, item=about, title="划线", owner="社区", due_on=TODAY + DAY).order == 1
    body.term_to = TODAY + 2 * DAY
    body.save()
    with pytest.raises(Refused, match="不能再召集这一天的会议"):  # in office today, not on the day of the meeting
        actions.draft(by=by, **facts)


@pytest.mark.parametrize(
    ("audience", "kind", "days", "called"),
    [
        ("owners", "committee", 14, False),
        ("owners", "committee", 15, True),
        ("members", "committee", 2, False),
        ("members", "committee", 3, True),
        ("members", "coordination", 0, True),
        ("residents", "council", 0, True),
    ],
)
def test_the_notice_goes_out_as_early_as_the_law_asks(home, people, audience, kind, days, called):
    by, body = people["street"], BodyFactory(community=home, kind=kind)
    starts = timezone.localtime().replace(hour=23, minute=30) + days * DAY
    meeting = actions.draft(by=by, body=body, audience=audience, title="会", place="会议室", starts_at=starts)
    with pytest.raises(Refused, match="还没有议题"):
        actions.call(meeting, by=by)
    actions.add_item(meeting, by=by, title="停车")
    if called:
        assert actions.call(meeting, by=by).called_on == TODAY
    else:
        with pytest.raises(Refused) as refused:
            actions.call(meeting, by=by)
        assert refused.value.code == "notice_too_short" and Meeting.objects.get().state == "draft"


def test_no_item_after_the_notice(home, people):
    by = people["street"]
    meeting = actions.draft(by=by, body=BodyFactory(community=home), title="会", place="室", starts_at=timezone.now())
    item = actions.add_item(meeting, by=by, title="停车")
    actions.call(meeting, by=by)
    for act in (
        lambda: actions.add_item(meeting, by=by, title="换物业"),
        lambda: actions.edit_item(item, by=by, title="换物业"),
        lambda: actions.drop_item(item, by=by),
    ):
        with pytest.raises(Refused, match="没有通知的事项不得在会上决定"):
            act()
    with pytest.raises(Refused, match="不能办理“筹备会议”"):
        actions.edit(meeting, by=by, title="改个名")
    assert [i.title for i in meeting.agenda.all()] == ["停车"]


def test_a_meeting_from_its_notice_to_a_resolution_done(home, people, as_):
    """By the pages alone, as a clerk does it; then the public page tells counts, roles and what became of it."""
    desk = as_("street")
    body = BodyFactory(community=home, kind="coordination", name="停车协调会")
    member = MemberFactory(body=body, name="欧阳海棠")
    flats(home, (101, 102))
    starts = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    sent = {"body": body.pk, "audience": "residents", "title": "东门停车协调会", "place": "会议室", "starts_at": starts}
    door = desk.post("/meetings/new/", sent).url
    assert desk.post(f"{door}agenda/new/", {"title": "东门停车位怎么划"}).status_code == 302
    for step in ("call", "open"):
        assert desk.post(f"{door}{step}/").status_code == 302, step
    assert "东门停车位怎么划" in as_("visitor").get(door.replace("/meetings/", "/m/") + "notice/").content.decode()
    for tick in ({"member": member.pk}, {"building": "1幢", "unit": "1单元", "room": "101室"}, {"guest": "街道城建办"}):
        assert desk.post(f"{door}sign-in/", tick).status_code == 302
    board = desk.get(f"{door}board/").content.decode()
    assert "1<small> 户" in board and "欧阳" not in board and "101室" not in board and "noscript" in board
    assert desk.post(f"{door}close/").status_code == 302
    meeting = Meeting.objects.get()
    assert meeting.result["present"] == {"heads": 1, "area_cm2": 5000, "rooms": 1}
    RollRowFactory(community=home, building="9幢", room="901室")  # the roll goes on, the result stays
    meeting.refresh_from_db()
    assert quorum.board(meeting)["roll"]["heads"] == 2
    assert desk.post(f"{door}minutes/new/", {"text": "定了划线方案。", "after": "0"}).status_code == 302
    about = meeting.agenda.get()
    sent = {"item": about.pk, "title": "东门划 12 个车位", "owner": "社区居委会", "due_on": str(TODAY + 9 * DAY)}
    assert desk.post(f"{door}resolutions/new/", sent).status_code == 302
    resolution = Resolution.objects.get()
    assert "东门划 12 个车位" in desk.get("/my-work/").content.decode()
    done = {"date": str(TODAY), "outcome": "线划好了", "evidence": ""}
    refused = desk.post(f"/resolutions/{resolution.pk}/done/", done)
    assert refused.status_code == 409 and "请先上传照片或文件，或者写明文号" in refused.content.decode()
    AttachmentFactory(target=resolution)
    assert desk.post(f"/resolutions/{resolution.pk}/done/", done).status_code == 302
    assert "东门划 12 个车位" not in desk.get("/my-work/").content.decode()
    for address in (f"/c/{home.code}/meetings/", f"/m/{meeting.pk}/"):
        page = as_("visitor").get(address).content.decode()
        assert "线划好了" in page and "欧阳海棠" not in page and "101室" not in page and "<script" not in page
    assert "签到表" not in page
    assert not [one for one in verify() if one.startswith(("会议", "议题", "到会", "签到表"))]


def test_minutes_only_add_up(home, people, as_):
    by = people["street"]
    meeting = hall(home, **over())
    first = minutes.write(meeting, by=by, text="到会 20 户。\n定了划线。\n", after=0)
    assert (first.number, first.text) == (1, "到会 20 户。\n定了划线。")
    with pytest.raises(Refused, match="和上一版一样"):
        minutes.write(meeting, by=by, text="到会 20 户。\n定了划线。  ", reason="无", after=1)
    with pytest.raises(Refused, match="更正纪要要写原因"):
        minutes.write(meeting, by=by, text="到会 21 户。\n定了划线。", after=1)
    second = minutes.write(meeting, by=by, text="到会 21 户。\n定了划线。", reason="数错一户", after=1)
    with pytest.raises(Refused) as refused:
        minutes.write(meeting, by=by, text="另一个人写的", reason="补充", after=1)
    assert refused.value.code == "stale" and meeting.minutes.count() == 2
    kept = {v.number: v for v in minutes.versions(meeting)}
    assert kept[2].changes == [("gone", "到会 20 户。"), ("new", "到会 21 户。"), ("same", "定了划线。")]
    assert kept[1].changes == []
    for number, version in ((1, first), (2, second)):
        file = as_("visitor").get(f"/m/{meeting.pk}/minutes-{number}.txt")
        assert hashlib.sha256(file.content).hexdigest() == version.sha256
    page = as_("visitor").get(f"/m/{meeting.pk}/").content.decode()
    assert first.sha256 in page and second.sha256 in page and "数错一户" in page and "<del>到会 20 户。</del>" in page


@pytest.mark.parametrize("how", ["update", "delete"])
def test_the_database_changes_no_minutes(home, how):
    version = MinutesFactory(meeting=hall(home))
    rows = Minutes.objects.filter(pk=version.pk)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        rows.update(text="别的") if how == "update" else rows._raw_delete(rows.db)
    assert rows.get().text == "会上定了划线方案。"


@pytest.mark.parametrize("text", ["联系王阿姨 13812342071", "电话 138 1234 2071", "身份证 33020319500101123X"])
def test_nothing_personal_is_published(home, people, text):
    meeting = hall(home, **over())
    with pytest.raises(Refused) as refused:
        minutes.write(meeting, by=people["street"], text=text)
    assert refused.value.code == "personal_data" and "text" in refused.value.fields and not Minutes.objects.exists()
    assert minutes.write(meeting, by=people["street"], text="打 12345 热线，文号 330203202600010012")


def decided(home, present, members, **values):
    meeting = hall(home, audience="members", members=members, **over(present, members))
    item = meeting.agenda.get(matter=None)
    return meeting, {"item": item, "title": "换门禁", "owner": "业委会", "due_on": TODAY + DAY} | values


@pytest.mark.parametrize(
    ("present", "agree", "code"),
    [(2, 2, "no_quorum"), (3, 2, "no_majority"), (3, None, "no_majority"), (3, 4, "counts"), (3, 3, ""), (5, 3, "")],
)
def test_a_committee_of_five_decides_with_three(home, people, present, agree, code):
    meeting, facts = decided(home, present, 5)
    if code:
        with pytest.raises(Refused) as refused:
            resolutions.record(meeting, by=people["street"], agree=agree, **facts)
        assert refused.value.code == code and not Resolution.objects.exists()
    else:
        assert resolutions.record(meeting, by=people["street"], agree=agree, **facts).agree == agree


def test_what_owners_decide_by_vote_is_not_resolved_in_a_room(home, people):
    meeting, facts = decided(home, 5, 5, agree=5)
    with pytest.raises(Refused) as refused:
        resolutions.record(meeting, by=people["street"], **facts | {"item": meeting.agenda.get(matter=8)})
    assert refused.value.code == "needs_vote"
    with pytest.raises(Refused) as refused:
        resolutions.record(meeting, by=people["street"], **facts | {"item": AgendaItemFactory()})
    assert refused.value.code == "unannounced" and not Resolution.objects.exists()


def test_a_resolution_is_postponed_dropped_and_reopened_with_reasons(home, people):
    by = people["street"]
    one, other = (ResolutionFactory(meeting__body__community=home, due_on=TODAY - DAY) for _ in range(2))
    assert one.is_late and list(Resolution.objects.late()) == [one, other]
    with pytest.raises(Refused, match="要晚于"):
        resolutions.postpone(one, by=by, due_on=TODAY - DAY, reason="等")
    assert not resolutions.postpone(one, by=by, due_on=TODAY + DAY, reason="等材料").is_late
    with pytest.raises(Refused) as refused:
        resolutions.done(one, by=by, outcome="好了", evidence="1号", date=TODAY + DAY)
    assert "date" in refused.value.fields
    resolutions.done(one, by=by, outcome="好了", evidence="白云街〔2026〕3号")
    with pytest.raises(Refused, match="已办结"):
        resolutions.done(one, by=by, outcome="又好了", evidence="1号")
    again = resolutions.reopen(one, by=by, reason="线磨掉了")
    assert (again.state, again.outcome, again.done_on) == ("open", "", None)
    assert resolutions.drop(other, by=by, reason="并入改造工程").outcome == "并入改造工程"


def test_the_sign_in_sheet_is_never_public(home, people, as_):
    meeting = hall(home)
    photo = AttachmentFactory(target=meeting.sheet)
    assert as_("street").get(f"/files/{photo.pk}/").status_code == 200
    assert (
        "居民公开" in as_("district").post(f"/files/{photo.pk}/publish/", {"public": "1"}, follow=True).content.decode()
    )
    assert as_("visitor").get(f"/files/{photo.pk}/").status_code == 302
    assert as_("street2").get(f"/files/{photo.pk}/").status_code == 404


def test_a_body_calls_only_its_own_community(home, people):
    other = CommunityFactory(area=home.area, name="别的小区")
    facts = {"title": "会", "place": "室", "starts_at": timezone.now()}
    with pytest.raises(Refused) as refused:
        actions.draft(by=people["street"], body=BodyFactory(community=home), community=other, **facts)
    assert refused.value.code == "other_community"
    street = BodyFactory(community=None, area=home.area, kind="coordination", name="街道协调会")
    facts |= {"body": street, "audience": "residents"}
    assert actions.draft(by=people["street"], community=other, **facts).area == home.area
    far = CommunityFactory(area=AreaFactory(code="330212012"))
    with pytest.raises(Refused, match="不能召集别处的会议"):
        actions.draft(by=people["city"], community=far, **facts)


def test_an_assembly_of_owners_is_called_by_their_committee(home, people):
    facts = {"title": "业主大会", "place": "室", "starts_at": timezone.now() + 20 * DAY, "audience": "owners"}
    with pytest.raises(Refused, match="业主大会由业主委员会或物业管理委员会召集"):
        actions.draft(by=people["street"], body=BodyFactory(community=home), **facts)
    committee = BodyFactory(community=home, kind="management", name="双桥新村物业管理委员会")
    assert actions.draft(by=people["street"], body=committee, **facts).state == "draft"


def test_sign_in_only_while_it_is_open_and_only_on_the_day(home, people):
    by = people["street"]
    flats(home, (101,))
    meeting = actions.draft(by=by, body=BodyFactory(community=home), audience="residents", title="会", place="室",
                            starts_at=timezone.now() + DAY)  # fmt: skip
    actions.add_item(meeting, by=by, title="停车")
    actions.call(meeting, by=by)
    with pytest.raises(Refused, match="当天才能开始签到"):
        actions.open_(meeting, by=by)
    with pytest.raises(Refused, match="不能办理“登记到会”"):
        came(meeting, by, 101)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now())
    actions.open_(meeting, by=by)
    with pytest.raises(Refused, match="还没有人签到"):
        actions.close(meeting, by=by)
    came(meeting, by, 101)
    actions.close(meeting, by=by)
    with pytest.raises(Refused, match="已开完"):
        attendance.strike(meeting.attendances.get(), by=by)


def test_nobody_but_a_sitting_member_signs_as_one(home, people):
    meeting = hall(home, audience="members", members=5)
    alternate = MemberFactory(body=meeting.body, post="alternate")
    gone = MemberFactory(body=meeting.body, to_on=TODAY - DAY, left_reason="搬走")
    for one in (alternate, gone, MemberFactory()):
        with pytest.raises(Refused, match="不是“双桥新村业主委员会（第1届）”在任的成员"):
            attendance.member(meeting, by=people["street"], member=one)
    first = meeting.body.members.sitting(TODAY).first()
    assert attendance.member(meeting, by=people["street"], member=first) == attendance.member(
        meeting, by=people["street"], member=first
    )
    board = quorum.board(meeting)
    assert (board["members"], board["roll"], board["classes"][0]["tests"][0]["short_by"]) == (
        {"all": 5, "present": 1}, None, 2,
    )  # fmt: skip


def spent(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200, url
    return len(found)


def test_lists_and_boards_cost_the_same_for_few_and_for_many(home, people, as_, api_):
    meeting = hall(home)
    doors = ["/bodies/", "/meetings/", "/resolutions/", "/talents/", "/my-work/", f"/c/{home.code}/meetings/",
             f"/meetings/{meeting.pk}/sign-in/", f"/meetings/{meeting.pk}/board/"]  # fmt: skip
    clients = [(as_("street"), door) for door in doors]
    clients += [(api_("street"), f"/api/v1/{name}/") for name in ("bodies", "meetings", "resolutions", "talents")]

    def more(n):
        for _ in range(n):
            body = BodyFactory(community=home, term_to=TODAY + 9 * DAY)
            held = MeetingFactory(body=body, **over(1, 1))
            ResolutionFactory(meeting=held, due_on=TODAY)
            MemberFactory(body=body)
            MemberFactory(body=meeting.body)
            room = held.pk
            flats(home, (room,), building="7幢")
            came(meeting, people["street"], room, building="7幢")

    more(3)
    few = {door: spent(client, door) for client, door in clients}
    more(9)
    assert {door: spent(client, door) for client, door in clients} == few
