"""Alike reports: what a clerk is shown while typing, how well, how fast; nobody is shown another street's."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resident_participation.alike import bayes, categories, fitting, groups, likeness, words
from resident_participation.alike.likeness import Message, compare
from resident_participation.alike.places import number
from resident_participation.alike.words import plain, said
from tests.factories import AreaFactory, CommunityFactory, FeedbackCategoryFactory, FeedbackFactory

TYPING = "/feedback/while-typing/"


@pytest.fixture(autouse=True)
def nothing_learnt_elsewhere():
    categories.classifier.cache_clear()
    yield
    categories.classifier.cache_clear()


@pytest.fixture
def home(people):
    for code, name in (("quality", "施工质量"), ("property", "物业服务"), ("consult", "咨询")):
        FeedbackCategoryFactory(code=code, name=name)
    return CommunityFactory(name="双桥新村", area=AreaFactory(code="330203006"))


SOLVED = {"state": "solved", "reply": "好了", "replied_at": timezone.now(), "closed_at": timezone.now()}


def report(home, text, building="", category="quality", days_ago=1, **more):
    at = timezone.now() - timedelta(days=days_ago)
    return FeedbackFactory(community=home, text=text, building=building, category_id=category, received_at=at, **more)


def message(text, building="", category="quality", days_ago=0):
    return Message.of(text, building, [category], timezone.now() - timedelta(days=days_ago))


def score(a, b, **more):
    return compare(message(a), message(b, **more)).score


@pytest.mark.parametrize(
    ("words", "figure"),
    [("五", 5), ("十", 10), ("十二", 12), ("二十", 20), ("廿三", 23), ("卅一", 31), ("一百零二", 102), ("二〇一", 201)],
)
def test_chinese_numerals(words, figure):
    assert number(words) == figure


@pytest.mark.parametrize(
    ("written", "said_plainly"),
    [
        ("五幢三单元", "5幢3单元"),
        ("１２栋", "12幢"),
        ("十二号楼", "12幢"),
        ("7#楼外墙", "7幢外墙"),
        ("7＃", "7幢"),
        ("Ａ栋", "a幢"),
        ("廿一幢", "21幢"),
        ("三楼", "3楼"),
        ("四幢和五幢之间", "4幢和5幢之间"),
        ("四、五幢", "4、5幢"),
        ("9-2楼梯间", "9幢2单元楼梯间"),
        ("12-2-301", "12幢2单元"),
        ("8－10点施工", "8-10点施工"),
        ("一直漏水，统一更换", "一直漏水,统一更换"),
        ("第三 次 反映", "第3次反映"),
    ],
)
def test_one_way_of_writing(written, said_plainly):
    assert plain(written) == said_plainly


@pytest.mark.parametrize(
    ("field", "text", "place"),
    [
        ("5幢2单元", "楼道灯不亮", "5幢2单元"),
        ("五", "", "5幢"),
        ("5号", "", "5幢"),
        ("", "四、5幢中间的路", "4幢、5幢"),
        ("5幢", "三单元门口", "5幢3单元"),
        ("", "B座电梯", "B幢"),
        ("", "5楼漏水", ""),
        ("菜场旁", "外墙", ""),
        ("", "西边单元的灯", "西单元"),
        ("10幢", "2幢也这样", "2幢、10幢"),
    ],
)
def test_where(field, text, place):
    assert str(said(text, field).place) == place


@pytest.mark.parametrize(
    ("text", "things", "faults", "denied"),
    [
        ("外墙渗水", {"外墙"}, {"漏水"}, set()),
        ("电瓶车在楼道飞线", {"电动车", "楼道"}, {"充电"}, set()),
        ("声控灯不亮了", {"灯"}, {"坏了"}, set()),
        ("楼道灯坏了", {"楼道", "灯"}, {"坏了"}, set()),
        ("外墙不漏水了", {"外墙"}, set(), {"漏水"}),
        ("没有漏水", set(), set(), {"漏水"}),
        ("有没有补助", set(), {"补贴"}, set()),
        ("燃气公司说没有漏气", {"燃气管"}, set(), {"漏气"}),
    ],
)
def test_things_and_faults_under_one_name(text, things, faults, denied):
    found = said(text)
    assert (found.things, found.faults, found.denied) == (things, faults, denied)


def test_mended_is_known_and_not_mended_too():
    assert said("已经修好了").fixed
    assert not said("还没修好").fixed
    assert not said("没有修好").fixed


def test_every_word_has_one_meaning():
    known, _ = words.vocabulary()
    with words.WORDS.open(encoding="utf-8") as file:
        rows = [line.rstrip("\n").split(",") for line in file][1:]
    assert len(known) == sum(1 + len(variants.split()) for _, _, variants in rows)
    assert len(rows) >= 80


def test_the_issue_s_pair_is_very_alike():
    found = compare(message("5幢外墙漏水"), message("五幢外墙渗水"))
    assert found.score > likeness.VERY
    assert found.words == "很像"
    assert found.reasons == ("都在5幢", "都说到外墙、漏水", "类别相同")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("5幢外墙漏水", "六幢外墙渗水"),
        ("5幢外墙漏水", "5幢外墙现在不漏水了"),
        ("5幢1单元楼道灯不亮", "5幢2单元楼道灯不亮"),
        ("5幢外墙漏水", "5幢电梯停运"),
        ("北门没有保安", "南门没有保安"),
    ],
)
def test_these_are_not_the_same(a, b):
    assert score(a, b) < likeness.THRESHOLD


def test_what_all_share_is_the_same_from_any_door():
    assert score("5幢住户：大门口道闸坏了", "8幢反映小区门口起落杆坏了") >= likeness.THRESHOLD


@pytest.mark.parametrize("text", ["水泵井旁边有蜂窝", "有人在吹唢呐", "蜂窝", "12345"])
def test_the_same_words_are_the_same_report(text):
    assert compare(message(text), message(text, category="consult")).score >= likeness.THRESHOLD


def test_comparing_has_no_sides():
    a, b = message("5幢外墙漏水", days_ago=3), message("外墙又渗水了，墙都湿了", "5幢", "property")
    assert compare(a, b).score == pytest.approx(compare(b, a).score)
    assert compare(message(""), message("")).score < likeness.THRESHOLD


def test_the_weights_are_those_of_the_training_half():
    fitted = fitting.fit([one for one in fitting.pairs() if one.split == "train"])
    assert fitted == pytest.approx(likeness.weights(), abs=0.01)


def test_precision_and_recall_on_the_half_that_nothing_was_fitted_to():
    """Floors below what docs/dev/alike.md reports, so that a better word list is no failure."""
    every = fitting.pairs()
    test = [one for one in every if one.split == "test"]
    assert len(every) >= 160
    assert min(sum(one.same for one in every), sum(not one.same for one in every)) >= 80
    assert {one.kind for one in test} >= {"same_place", "same_thing", "negation", "numerals", "synonym"}
    for met, precision, recall in ((test, 0.85, 0.8), ([one.typed for one in test], 0.8, 0.8)):
        (right, given), (_, same) = fitting.precision_and_recall(met)
        assert right / given >= precision
        assert right / same >= recall
    easy = fitting.others(test)
    assert sum(map(fitting.shown, easy)) / len(easy) < 0.01


def test_categories_by_cross_validation():
    texts = bayes.labelled()
    judged = bayes.cross_validated(texts)
    each = bayes.f1(judged)
    assert len(texts) >= 300
    assert len(judged) == len(texts)
    assert len(each) == 12
    assert sum(each.values()) / 12 > 0.65
    assert sum(category in ranked[:2] for category, ranked in judged) / len(texts) > 0.8


def test_the_city_s_own_closed_cases_teach_but_not_those_nobody_chose(home, monkeypatch):
    monkeypatch.setattr(categories, "TAUGHT_FROM", 3)
    for _ in range(2):
        report(home, "蜂窝蜂窝蜂窝", category="property", **SOLVED)
        report(home, "蜂窝蜂窝蜂窝", category="consult", **SOLVED)
        report(home, "蜂窝蜂窝蜂窝", category="quality")
    today = timezone.localdate()
    assert "蜂窝" not in {gram for counts in categories.classifier(today).counts.values() for gram in counts}
    report(home, "蜂窝蜂窝蜂窝", category="property", **SOLVED)
    categories.classifier.cache_clear()
    assert categories.suggested("蜂窝蜂窝蜂窝", today)[0] == "property"


def test_the_panel_shows_the_three_best_and_the_categories(home, as_):
    same = report(home, "5幢外墙漏水", "5幢", days_ago=3)
    report(home, "5幢楼道灯不亮", "5幢", "property")
    report(home, "9幢外墙漏水", "9幢")
    report(home, "5幢外墙漏水", "5幢", days_ago=120)
    for n in range(3):
        report(home, f"五幢外墙渗水，第{n}次说", "5幢", days_ago=n + 4)
    page = as_("street").post(TYPING, {"community": home.code, "text": "五幢外墙渗水"}).content.decode()
    assert page.count("很像") == 3
    assert "可能是同一件事" in page
    assert same.number in page
    assert "都在5幢，都说到外墙、漏水" in page
    assert 'data-fill="id_category" data-value="quality"' in page
    assert "待受理" in page


def test_a_half_typed_form_is_no_error(home, as_):
    clerk = as_("street")
    assert "可能" not in clerk.post(TYPING, {"community": "双", "text": "外墙漏水"}).content.decode()
    assert clerk.post(TYPING, {"community": home.code, "text": ""}).content.decode().strip() == ""
    assert clerk.post(TYPING, {}).status_code == 200
    assert clerk.post(TYPING, {"community": home.code, "text": "水" * 5000}).status_code == 200
    assert clerk.get(TYPING).status_code == 405


def test_nobody_is_shown_another_street_s(home, as_, api_):
    foreign = CommunityFactory(name="东柳坊", area=AreaFactory(code="330212012"))
    secret, twin = report(foreign, "5幢外墙漏水", "5幢"), report(foreign, "五幢外墙渗水", "5幢")
    page = as_("street").post(TYPING, {"community": foreign.code, "text": "5幢外墙漏水"}).content.decode()
    assert secret.number not in page
    assert "可能" not in page
    url = f"/api/v1/feedback/{secret.pk}/alike/"
    assert api_("street").get(url).status_code == 404
    assert [row["id"] for row in api_("street2").get(url).json()] == [twin.pk]
    assert as_("street").get(f"/communities/{foreign.pk}/feedback-clusters/").status_code == 404


def test_words_are_shown_as_words(home, as_):
    evil = "<script>alert(1)</script>5幢外墙漏水"
    saved = report(home, evil, "5幢<b>")
    report(home, evil, "5幢<b>")
    clerk = as_("street")
    pages = [
        clerk.post(TYPING, {"community": home.code, "text": evil}),
        clerk.get(f"/feedback/{saved.pk}/"),
        clerk.get(f"/communities/{home.pk}/feedback-clusters/"),
    ]
    for page in pages:
        assert "<script>alert" not in page.content.decode()
        assert "&lt;script&gt;" in page.content.decode()
        assert "5幢<b>" not in page.content.decode()


def test_the_api_gives_scores_and_reasons(home, api_):
    case = report(home, "5幢外墙漏水", "5幢2单元", days_ago=5)
    same = report(home, "五幢外墙渗水", "5幢2单元")
    report(home, "3幢门禁坏了", "3幢", "property")
    found = api_("street").get(f"/api/v1/feedback/{case.pk}/alike/").json()
    assert [(row["id"], row["number"]) for row in found] == [(same.pk, same.number)]
    assert found[0]["score"] > 0.9
    assert found[0]["reasons"] == ["同一个单元", "都说到外墙、漏水", "类别相同"]
    assert set(found[0]) == {"id", "number", "score", "reasons"}


def test_the_page_of_a_case_shows_what_is_like_it(home, as_):
    case, same = report(home, "5幢外墙漏水", "5幢"), report(home, "五幢外墙渗水", "5幢")
    page = as_("street").get(f"/feedback/{case.pk}/").content.decode()
    assert "可能是同一件事" in page
    assert same.number in page
    alone = report(home, "想问什么时候改造", category="consult")
    assert "可能是同一件事" not in as_("street").get(f"/feedback/{alone.pk}/").content.decode()


def test_clusters_count_every_report_and_households_apart(home, as_):
    report(home, "5幢外墙漏水", "5幢2单元", contact_phone="138 0000 0001", days_ago=9)
    report(home, "外墙还在漏水", "5幢2单元", contact_phone="13800000001", days_ago=5)
    report(home, "外墙漏水怎么没人来", "5幢2单元", contact_phone="13800000001", days_ago=2)
    report(home, "五幢外墙渗水", "5幢1单元", contact_phone="13800000002")
    report(home, "五幢外墙渗水", "", contact_phone="")
    report(home, "6幢外墙漏水", "6幢", contact_phone="13800000003")
    report(home, "五幢外墙渗水", "5幢", **SOLVED)
    page = as_("street").get(f"/communities/{home.pk}/feedback-clusters/")
    (group,) = page.context["groups"]
    assert group.matter == ["外墙", "漏水"]
    assert group.entrances == [
        ("5幢2单元", groups.Tally(reports=3, households=1, unknown=0)),
        ("5幢", groups.Tally(reports=1, households=0, unknown=1)),
        ("5幢1单元", groups.Tally(reports=1, households=1, unknown=0)),
    ]
    assert group.tally == groups.Tally(reports=5, households=2, unknown=1)
    assert page.context["total"] == groups.Tally(reports=6, households=3, unknown=1)
    assert sum(tally.reports for _, tally in page.context["places"]) == 6
    assert "5幢2单元　3 次" in page.content.decode()


def test_what_is_too_old_to_be_compared_is_told(home, as_, monkeypatch):
    monkeypatch.setattr(groups, "MOST", 2)
    for days in (1, 2, 40):
        report(home, "外墙漏水", "5幢", days_ago=days)
    page = as_("street").get(f"/communities/{home.pk}/feedback-clusters/")
    assert page.context["total"].reports == 2
    assert "另有 1 件更早的没有比较" in page.content.decode()


def test_two_buildings_do_not_meet_over_a_report_without_one(home):
    cases = [report(home, "外墙漏水", building) for building in ("5幢", "", "6幢", "5幢", "6幢")]
    found = groups.grouped(groups.members(cases))
    assert len(found) == 2
    for group in found:
        assert len({building for member in group.members for building in member.place.buildings}) == 1


def test_communities_with_open_reports_most_first(home, as_):
    few = CommunityFactory(name="一件", area=home.area)
    report(few, "灯坏了", category="property")
    report(CommunityFactory(area=home.area), "好了", **SOLVED)
    for _ in range(3):
        report(home, "灯坏了", category="property")
    page = as_("street").get("/feedback/clusters/")
    assert [(c.name, c.open_reports) for c in page.context["object_list"]] == [("双桥新村", 3), ("一件", 1)]
    assert "/feedback/clusters/" in as_("street").get("/feedback/").content.decode()


def spent(work):
    work()
    with CaptureQueriesContext(connection) as found:
        work()
    return len(found), [query["sql"] for query in found]


def test_it_costs_the_same_for_few_and_for_many(home, as_, api_):
    case = report(home, "5幢外墙漏水", "5幢")
    page, program = as_("street"), api_("street")
    doors = [
        lambda: page.post(TYPING, {"community": home.code, "text": "五幢外墙渗水"}),
        lambda: page.get(f"/communities/{home.pk}/feedback-clusters/"),
        lambda: page.get(f"/feedback/{case.pk}/"),
        lambda: page.get("/feedback/clusters/"),
        lambda: program.get(f"/api/v1/feedback/{case.pk}/alike/"),
    ]
    report(home, "五幢外墙渗水", "5幢")
    few = [spent(door)[0] for door in doors]
    for n in range(40):
        report(home, f"外墙漏水第{n}次", "5幢")
        report(CommunityFactory(area=home.area), "灯坏了", category="property")
    assert [spent(door)[0] for door in doors] == few
    (_, statements) = spent(doors[0])
    compared = [sql for sql in statements if '"received_at" BETWEEN' in sql]
    assert len(compared) == 1
    assert "contact" not in compared[0]


def test_a_thousand_reports_of_a_community_are_compared_in_no_time():
    """A floor far above what is measured (docs/dev/alike.md): a guard against work that grows with the square."""
    texts = [text for _, text in bayes.labelled()]
    many = [message(f"{a}，{b}", f"{n % 30}幢") for n, (a, b) in enumerate(zip(texts * 3, texts[7:] * 3, strict=False))]
    mine, since = message("5幢外墙漏水，没人来修"), time.perf_counter()
    for other in many[:1000]:
        compare(mine, other)
    assert len(many) >= 1000
    assert time.perf_counter() - since < 1
