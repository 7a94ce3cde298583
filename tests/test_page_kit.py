"""The page kit: how figures are written, how lists, forms, menus and refusals behave on every page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import timezone

from core.errors import Refused
from core.listing import Column, headings, with_params
from core.middleware import RefusedPages, elder_mode
from core.models import Change, Job, SavedFilter
from core.templatetags import house
from tests.factories import CommunityFactory, JobFactory, RenovationUnitFactory, SavedFilterFactory

PAGES = {"/communities/", "/communities/?q=zzz", "/units/", "/jobs/", "/sign-in/", "/c/", "/nowhere/"}
VOID = {"area", "br", "hr", "img", "input", "link", "meta", "use", "path", "circle", "rect", "line", "polyline"}


class Tags(HTMLParser):
    """Every opened element is closed in order, every id is used once."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.wrong, self.linked = [], [], [], []

    def handle_starttag(self, name, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        self.linked += [attrs[key] for key in ("src", "href") if attrs.get(key)]
        if name in ("script", "style") and not attrs.get("src"):
            self.wrong.append(f"inline {name}")
        self.wrong += [f"{key} on {name}" for key in attrs if key.startswith("on")]
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name):
        if name in VOID:
            return
        if not self.open or self.open.pop() != name:
            self.wrong.append(f"</{name}>")


def rendered(source, **context):
    return engines["django"].from_string(source).render(context)


def words(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (house.wan(Decimal("86200")), "8.62 万㎡"),
        (house.wan(28860000), "2,886 万㎡"),
        (house.wan(Decimal("999999.99")), "100 万㎡"),
        (house.wan(0), "0.00 万㎡"),
        (house.wan(None), "—"),
        (house.wan_number(Decimal("1204500")), "120.45"),
        (house.area(620), "620㎡"),
        (house.money(Decimal("3420")), "3,420 万元"),
        (house.money(Decimal("294000")), "29.4 亿元"),
        (house.money(Decimal("9999.5")), "1.0 亿元"),
        (house.money(Decimal("9999.49")), "9,999 万元"),
        (house.money(None), "—"),
        (house.yi(Decimal("3420")), "0.3 亿元"),
        (house.count(1204), "1,204"),
        (house.count(0), "0"),
        (house.pct(Decimal("74.45")), "74.5%"),
        (house.pct(-3), "\u22123.0%"),
        (house.share({"numerator": 1, "denominator": 3}), "33.3%"),
        (house.share({"numerator": 1, "denominator": 0}), "—"),
        (house.pp(Decimal("11.2")), "+11.2"),
        (house.pp(Decimal("-0.5")), "\u22120.5"),
        (house.pp(0), "0.0"),
        (house.cndate(date(2021, 9, 30)), "2021年9月30日"),
        (house.cndate("2021-09-30"), "2021年9月30日"),
        (house.cndate(datetime(2021, 9, 30, 20, tzinfo=UTC)), "2021年10月1日"),
        (house.cnmonth("2026-03"), "2026年3月"),
        (house.shortdate(date(2019, 3, 1)), "2019-03-01"),
        (house.masked_name("陈建国"), "陈**"),
        (house.masked_phone("13812342071"), "138****2071"),
        (house.masked_phone(""), "—"),
    ],
)
def test_figures_dates_and_people_are_written_one_way(written, said):
    assert written == said


def test_this_year_s_dates_are_short():
    today = timezone.localdate()
    assert house.shortdate(today) == f"{today:%m-%d}"
    assert house.moment(timezone.now()).startswith(f"{today:%m-%d} ")


@pytest.mark.parametrize("kind", ["red", "amber", "blue", "doing", "green", "grey"])
def test_a_status_is_colour_and_shape_and_word(kind):
    shown = rendered('{% st kind "超期" True %}', kind=kind)
    assert f'class="st {"blue" if kind == "doing" else kind} box"' in shown
    assert f"#s-{kind}" in shown
    assert "超期" in shown


def test_words_in_tags_are_escaped():
    assert "<b>" not in rendered('{% st "red" text %}', text="<b>")


@pytest.mark.parametrize(("percent", "width"), [(62, "62.0"), (-3, "0.0"), (140, "100.0"), (None, "0.0")])
def test_a_bar_stays_in_its_frame(percent, width):
    assert f"width:{width}%" in rendered("{% bar percent %}", percent=percent)


def test_a_bar_says_its_mark_to_those_who_do_not_see_it():
    assert 'aria-label="62.0%，应到 70.0%"' in rendered("{% bar 62 mark=70 %}")


class Choices(forms.Form):
    name = forms.CharField(label="名称", help_text="门牌上的名字")
    way = forms.ChoiceField(label="方式", choices=[("", "---------"), ("a", "甲")], required=False)
    many = forms.MultipleChoiceField(
        label="多选", choices=[("a", "甲")], widget=forms.CheckboxSelectMultiple, required=False
    )
    sure = forms.BooleanField(label="已核对", required=False)


def test_a_field_says_its_label_hint_and_error():
    form = Choices({"name": ""})
    shown = rendered("{% for bound in form %}{% field bound %}{% endfor %}", form=form)
    assert '<label for="id_name">名称</label>' in shown
    assert 'id="id_name-hint">门牌上的名字' in shown
    assert 'aria-describedby="id_name-hint id_name-err"' in shown
    assert "请选择" in shown
    assert "-----" not in shown
    assert shown.count("（选填）") == 2  # a checkbox is always optional and does not say so
    checked = Tags()
    checked.feed(shown)
    assert (checked.wrong, checked.open, len(checked.ids) - len(set(checked.ids))) == ([], [], 0)


@pytest.mark.parametrize("url", sorted(PAGES))
def test_pages_are_whole_quiet_and_bring_everything_themselves(url, as_):
    JobFactory()
    CommunityFactory(name="双桥新村")
    page = Tags()
    page.feed(words(as_("city").get(url)))
    assert (page.wrong, page.open) == ([], [])
    assert len(page.ids) == len(set(page.ids))
    assert not [link for link in page.linked if link.startswith(("http:", "https:", "//"))]


def test_a_list_keeps_its_size_from_page_to_page(as_):
    for n in range(45):
        CommunityFactory(name=f"小区{n}")
    page = as_("city").get("/communities/?limit=20&ordering=code&page=2")
    assert (page.context["page"].number, len(page.context["object_list"])) == (2, 20)
    assert page.context["pager"]["before"] == "?limit=20&ordering=code&page=1"
    assert page.context["pager"]["after"] == "?limit=20&ordering=code&page=3"


@pytest.mark.parametrize("query", ["page=0", "page=999", "page=x", "limit=7", "limit=x", "ordering=zzz", "cols=zzz"])
def test_a_wrong_address_never_breaks_a_list(query, as_):
    CommunityFactory()
    assert as_("city").get(f"/communities/?{query}").status_code == 200


def test_the_whole_filter_form_sent_with_one_choice_finds_it(as_):
    """Browsers without scripts send every input, the empty ones too."""
    estate = CommunityFactory(status="pool", strategy="")
    CommunityFactory(status="accepted")
    page = as_("city").get("/communities/")
    names = [field.name for group in ("first", "more") for field in page.context["filters"][group]]
    found = as_("city").get("/communities/", dict.fromkeys(names, "") | {"status": "pool"})
    assert list(found.context["object_list"]) == [estate]


def test_headings_turn_the_order_round():
    columns = [Column("name", "小区", sort="pinyin"), Column("unit", "片区")]
    request = RequestFactory().get("/", {"ordering": "pinyin", "q": "双桥", "page": "3"})
    first, second = headings(request, columns)
    assert (first["sorted"], second["sorted"], second["url"]) == ("ascending", "", "")
    assert first["url"] == with_params(request.GET, ordering="-pinyin")
    assert "page" not in first["url"]


def test_too_narrow_a_filter_says_what_to_drop(as_):
    CommunityFactory(name="双桥新村", built_year=1988)
    page = as_("city").get("/communities/?q=双桥&built_before=1980")
    assert [(chip["name"], chip["found"]) for chip in page.context["chips"]] == [("q", 0), ("built_before", 1)]
    shown = words(page)
    assert "去掉“建成早于：1980”，有 1 条" in shown
    assert "清除全部条件" in shown


def test_counting_without_a_condition_respects_the_scope(as_):
    CommunityFactory(built_year=1988)
    page = as_("street2").get("/communities/?built_before=1980")
    assert [chip["found"] for chip in page.context["chips"]] == [0]


def test_a_condition_on_a_foreign_record_does_not_say_its_name(as_):
    own, foreign = CommunityFactory(name="双桥新村"), CommunityFactory(name="东柳坊", area__code="330212012")
    said = [as_("street").get(f"/projects/?community={c.pk}").context["chips"][0]["words"] for c in (own, foreign)]
    assert said == ["双桥新村", str(foreign.pk)]


def test_choices_of_a_filter_are_those_of_the_person(as_):
    RenovationUnitFactory(name="双桥片区"), RenovationUnitFactory(name="东柳片区", area__code="330212012")
    shown = words(as_("street").get("/communities/"))
    assert ("双桥片区" in shown, "东柳片区" in shown) == (True, False)


def test_what_a_link_set_stays_when_the_form_is_sent(as_):
    shown = words(as_("city").get(f"/feedback/?community={CommunityFactory().pk}&ordering=due_at"))
    assert '<input type="hidden" name="ordering" value="due_at">' in shown
    assert '<input type="hidden" name="community"' in shown
    assert '<select class="in s" name="community"' not in shown


def test_days_are_picked_from_a_calendar(as_):
    shown = words(as_("city").get("/feedback/?since=2026-11-01"))
    assert '<input class="in s" type="date" name="since" id="f-since" value="2026-11-01" aria-label="登记自">' in shown


def test_rare_conditions_are_folded_until_one_is_set(as_):
    assert not as_("city").get("/communities/").context["filters"]["open"]
    assert as_("city").get("/communities/?core=true").context["filters"]["open"]


def test_a_saved_order_is_part_of_its_tab(people, as_):
    SavedFilterFactory(user=people["city"], querystring="built_before=1990&ordering=-floor_area")
    (tab,) = as_("city").get("/communities/?ordering=-floor_area&built_before=1990").context["tabs"]
    assert tab["current"]
    (tab,) = as_("city").get("/communities/?built_before=1990").context["tabs"]
    assert not tab["current"]


def test_saved_filters_are_one_s_own(people, as_):
    kept = SavedFilterFactory(user=people["city"])
    as_("street").post("/saved-filters/", {"drop": kept.pk})
    as_("city").post("/saved-filters/", {"drop": "x"})
    assert SavedFilter.objects.filter(pk=kept.pk).exists()
    as_("city").post("/saved-filters/", {"drop": kept.pk})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    "back", ["//evil.example/", "/\\evil.example/", "https://evil.example/", "javascript:alert(1)"]
)
def test_saving_a_filter_leads_nowhere_else(back, as_):
    assert as_("city").post("/saved-filters/", {"name": "常用", "querystring": "q=1", "back": back}).url == "/"


def test_a_visitor_is_sent_to_sign_in_and_back(as_):
    answer = as_("visitor").get("/communities/", {"q": "a&b", "limit": "20"})
    assert answer.url == "/sign-in/?next=/communities/%3Fq%3Da%2526b%26limit%3D20"


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(as_, db):
    job = JobFactory()
    told = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/jobs/{job.pk}/"}
    answer = as_("visitor").get(f"/jobs/{job.pk}/progress/", headers=told)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, f"/sign-in/?next=/jobs/{job.pk}/")


def test_a_stale_save_shows_what_stands_there_now_and_the_next_one_counts(as_):
    estate = CommunityFactory(name="双桥新村", households=430)
    names = ["name", "built_year", "floor_area", "buildings", "stair_units", "households", "previous_rounds", "version"]
    typed = {name: getattr(estate, name) for name in names} | {"area": estate.area_id}
    url = f"/communities/{estate.pk}/edit/"
    assert as_("street").post(url, typed | {"households": 440}).status_code == 302
    late = as_("city").post(url, typed | {"households": 450})
    assert late.status_code == 409
    assert "现在是“440”，保存后以您填的为准" in words(late)
    assert 'value="450"' in words(late)
    assert "street在" in words(late)
    assert late.context["version"] == estate.version + 1
    assert as_("city").post(url, typed | {"households": 450, "version": late.context["version"]}).status_code == 302
    assert [c.after["households"] for c in Change.objects.filter(target_id=str(estate.pk))] == [450, 440]


@pytest.mark.parametrize(("who", "status"), [("street", 200), ("street2", 404), ("auditor", 403), ("sysadmin", 404)])
def test_an_edit_page_is_unseen_refused_or_shown(who, status, as_):
    assert as_(who).get(f"/communities/{CommunityFactory().pk}/edit/").status_code == status


@pytest.mark.parametrize(
    ("state", "shown", "polls"),
    [("queued", "排队中", True), ("running", "进行中", True), ("done", "已完成", False), ("failed", "未完成", False)],
)
def test_long_work_is_watched_until_it_ends(state, shown, polls, people, as_):
    job = JobFactory(by=people["city"], state=state, done=30, total=100, error="文件打不开", result_url="/units/")
    page, part = (as_("city").get(f"/jobs/{job.pk}/{part}") for part in ("", "progress/"))
    assert (shown in words(page), "hx-get" in words(page), 'http-equiv="refresh"' in words(page)) == (
        True,
        polls,
        polls,
    )
    assert part.status_code == (200 if polls else 286)
    assert ("文件打不开" in words(part)) == (state == "failed")
    assert ("查看结果" in words(part)) == (state == "done")
    assert as_("street").get(f"/jobs/{job.pk}/").status_code == 404
    assert Job.objects.count() == 1


def test_history_says_what_was_and_what_is_in_words(as_, people):
    estate = CommunityFactory(name="双桥新村", strategy="renew", area__code="330203006")
    Change.objects.create(
        by=people["city"],
        by_name="林慧",
        act="community.edit",
        target_type="communities.Community",
        target_id=str(estate.pk),
        target_name="双桥新村",
        area_code="330203006",
        before={"households": 430, "area_id": "330203006", "property_mode": ""},
        after={"households": 440, "area_id": "330212012", "property_mode": "professional"},
        note="重新核户",
        mac="x",
    )
    (entry,) = as_("city").get(f"/communities/{estate.pk}/history/").context["entries"]
    assert ("街道（镇、乡）", "白云街道", "东柳街道") in entry["lines"]
    assert ("户数（户）", "430", "440") in entry["lines"]


def test_elder_mode_is_remembered_until_it_is_switched_back():
    seen = []

    def answer(request):
        seen.append(request.elder)
        return HttpResponse()

    page, requests = elder_mode(answer), RequestFactory()
    on = page(requests.get("/c/", {"elder": "1"}))
    assert (seen[-1], on.cookies["elder"].value) == (True, "1")
    page(requests.get("/c/", headers={"Cookie": "elder=1"}))
    assert seen[-1]
    off = page(requests.get("/c/", {"elder": "0"}, headers={"Cookie": "elder=1"}))
    assert (seen[-1], off.cookies["elder"].value) == (False, "0")


def test_a_refusal_nobody_caught_is_said_where_the_person_stands(rf):
    request = rf.post("/x/", headers={"Referer": "http://testserver/jobs/"})
    request.session = {}
    request._messages = FallbackStorage(request)
    answer = RefusedPages(None).process_exception(request, Refused("late", "已过截止时间"))
    assert (answer.url, [str(m) for m in request._messages]) == ("http://testserver/jobs/", ["已过截止时间"])
    assert RefusedPages(None).process_exception(request, ValueError()) is None


def test_a_page_left_open_too_long_says_so(people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["city"], backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/saved-filters/", {})
    assert (answer.status_code, "页面放得太久了" in words(answer)) == (403, True)


def test_the_frame_shows_a_person_and_the_way_out(as_):
    shown = words(as_("street").get("/communities/"))
    assert 'action="/sign-out/"' in shown
    assert "白云街道" in shown
