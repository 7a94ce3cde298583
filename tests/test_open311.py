"""Open311 GeoReport v2: PyPI's client works unmodified; only what was published is told; a key is needed to write."""

from datetime import timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from georeport import GeoReport
from knox.models import get_token_model

from core.geo import gcj02, wgs84
from core.throttles import Visitors
from resident_participation.models import Feedback
from tests.factories import AreaFactory, CommunityFactory, FeedbackCategoryFactory, FeedbackFactory

PLACE = {"longitude": "121.550000", "latitude": "29.870000"}


@pytest.fixture
def home(db):
    FeedbackCategoryFactory(code="consult", name="咨询")
    FeedbackCategoryFactory(code="quality", name="质量")
    return CommunityFactory(area=AreaFactory(code="330203006"), name="安丰小区", **PLACE)


def case(home, **values):
    values = {"category_id": "consult", "text": "王小明说灯坏了", "due_at": timezone.now() + timedelta(days=5)} | values
    summary = {"public_summary": "楼道灯不亮，联系13800001234", "published_at": timezone.now()}
    return FeedbackFactory(**{"community": home} | summary | values)


HIDDEN = {"published_at": None}
CLOSED = {"state": "solved", "reply": "好", "replied_at": timezone.now(), "closed_at": timezone.now()}


def ask(client, path, **params):
    return client.get(f"/open311/v2/{path}", params)


def key(people, name):
    return get_token_model().objects.create(user=people[name])[1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["json", "xml"])
def test_the_client_of_pypi_lists_services_and_requests_unmodified(live_server, home, kind):
    open_, closed = case(home), case(home, **CLOSED)
    client = GeoReport(f"{live_server.url}/open311/v2", jurisdiction="ningbo", output_format=kind)
    services = client.get_service_list()
    assert [(s["service_code"], s["service_name"]) for s in services] == [("consult", "咨询"), ("quality", "质量")]
    defined = client.get_service_definition("consult")
    assert defined["service_code"] == "consult" and defined["attributes"]
    rows = client.get_service_requests()
    assert {row["service_request_id"] for row in rows} == {str(open_.pk), str(closed.pk)}
    one = client.get_service_requests(service_request_id=f"{open_.pk},{closed.pk}", status="closed")
    assert len(one) == 2, "numbers override everything else"
    shut = client.get_service_request(str(closed.pk))
    assert (shut["status"], shut["service_name"], shut["address_id"]) == ("closed", "咨询", home.code)


def test_nothing_is_told_before_it_was_published(client, home):
    hidden = case(home, **HIDDEN)
    assert ask(client, "requests.json").json() == []
    assert ask(client, "requests.json", service_request_id=hidden.pk).json() == []
    assert ask(client, f"requests/{hidden.pk}.json").status_code == 404


def test_a_request_is_told_in_its_public_words_only(client, home):
    shown, hidden = (
        case(home, contact_name="王小明", contact_phone="13800009999", reply="私下的话"),
        case(home, **HIDDEN),
    )
    (row,) = ask(client, "requests.json").json()
    assert row["service_request_id"] == str(shown.pk) != str(hidden.pk)
    assert row["description"] == "楼道灯不亮，联系〔电话号码〕"
    assert (
        row["expected_datetime"] == timezone.localtime(shown.due_at).isoformat(timespec="seconds")
        and "答复" in row["status_notes"]
    )
    assert row["address"] == "海曙区白云街道安丰小区"
    text = ask(client, "requests.json").content.decode() + ask(client, "requests.xml").content.decode()
    for secret in ("王小明", "13800009999", "私下的话", "13800001234", shown.number):
        assert secret not in text


def test_degrees_are_wgs84(client, home):
    case(home)
    (row,) = ask(client, "requests.json").json()
    assert isinstance(row["lat"], float)
    x, y = gcj02(row["long"], row["lat"])
    assert abs(float(x) - 121.55) < 1e-5 and abs(float(y) - 29.87) < 1e-5
    assert 0.003 < 121.55 - row["long"] < 0.006, "some 400 m of offset"


@pytest.mark.parametrize("place", [("121.55", "29.87"), ("120.01", "30.9"), ("122.9", "28.1")])
def test_the_way_back_from_the_map_is_exact_to_a_decimetre(place):
    there = gcj02(*place)
    back = wgs84(*there)
    assert all(abs(float(a) - float(b)) < 1e-6 for a, b in zip(back, place, strict=True))


def test_a_community_without_a_point_has_no_degrees(client, home):
    case(CommunityFactory(area=home.area, name="无点小区"))
    (row,) = ask(client, "requests.json").json()
    assert row["lat"] is row["long"] is None
    assert "<lat />" in ask(client, "requests.xml").content.decode()


def test_xml_is_what_the_standard_writes(client, home):
    case(home)
    answer = ask(client, "requests.xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    root = ElementTree.fromstring(answer.content)
    assert (root.tag, [child.tag for child in root]) == ("service_requests", ["request"])
    services = ElementTree.fromstring(ask(client, "services.xml").content)
    assert services.tag == "services" and services[0].find("metadata").text == "true"
    defined = ElementTree.fromstring(ask(client, "services/consult.xml").content)
    assert defined.find("attributes/attribute/code").text == "building"
    assert len(defined.findall("attributes/attribute/values/value")) == 3


def test_what_xml_cannot_hold_is_left_out(client, home):
    case(home, public_summary="灯\x0b坏 <b>&")
    root = ElementTree.fromstring(ask(client, "requests.xml").content)
    assert root.find("request/description").text == "灯坏 <b>&"


def test_without_dates_it_is_the_last_90_days(client, home):
    now = timezone.now()
    new, old = case(home, received_at=now - timedelta(days=89)), case(home, received_at=now - timedelta(days=91))

    def found(**params):
        return {int(row["service_request_id"]) for row in ask(client, "requests.json", **params).json()}

    assert found() == {new.pk}
    day = (now - timedelta(days=90)).isoformat()
    assert found(end_date=day) == {old.pk}
    assert found(start_date=(now - timedelta(days=100)).isoformat()) == {new.pk, old.pk}
    assert found(start_date=day.replace("+", " ")) == {new.pk}, "a plus sign that arrived as a blank"


def test_status_service_and_pages(client, home):
    for n in range(5):
        case(home, received_at=timezone.now() - timedelta(hours=n), category_id="quality" if n == 4 else "consult")
    case(home, **CLOSED, received_at=timezone.now() - timedelta(days=9))

    def count(**params):
        return len(ask(client, "requests.json", **params).json())

    assert (count(), count(status="open"), count(status="closed"), count(status="open,closed")) == (6, 5, 1, 6)
    assert (count(service_code="quality"), count(service_code="quality,consult"), count(service_code="x")) == (1, 6, 0)
    pages = [ask(client, "requests.json", page=n, page_size=4).json() for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [4, 2, 0]
    moments = [row["requested_datetime"] for page in pages for row in page]
    assert moments == sorted(moments, reverse=True)


@pytest.mark.parametrize(
    ("path", "params", "code"),
    [
        ("requests", {"status": "done"}, 400),
        ("requests", {"start_date": "gestern"}, 400),
        ("requests", {"start_date": "2026-11-01T00:00:00"}, 400),
        ("requests", {"start_date": "2026-13-41T00:00:00Z"}, 400),
        ("requests", {"page_size": "1001"}, 400),
        ("requests", {"page": "0"}, 400),
        ("requests", {"service_request_id": "1,x"}, 400),
        ("requests/0", {}, 404),
        ("services/nothing", {}, 404),
        ("requests", {"api_key": "wrong"}, 403),
    ],
)
def test_errors_are_the_standard_s_in_both_formats(client, home, path, params, code):
    answer = ask(client, f"{path}.json", **params)
    ((found,),) = [answer.json()]
    assert answer.status_code == found["code"] == code and found["description"]
    root = ElementTree.fromstring(ask(client, f"{path}.xml", **params).content)
    assert (root.tag, root.find("error/code").text) == ("errors", str(code))


def test_another_format_is_not_there(client, home):
    assert ask(client, "services.csv").status_code == 404


def post(client, **data):
    return client.post("/open311/v2/requests.json", {"service_code": "consult", "description": "灯坏了"} | data)


def test_nothing_is_written_without_a_key(client, people, home):
    for data in ({}, {"api_key": "x"}):
        assert post(client, address_id=home.code, **data).status_code == 403
    assert post(client, address_id=home.code, api_key=key(people, "auditor")).status_code == 403
    assert not Feedback.objects.exists()


def test_a_hotline_with_a_key_logs_a_case(client, people, home):
    contact = {"first_name": "小明", "last_name": "王", "phone": "13800001234"}
    extra = {"attribute[building]": "5幢2单元", "attribute[severity]": "key", "jurisdiction_id": "ningbo"}
    answer = post(client, api_key=key(people, "street"), address_id=home.code, **contact, **extra)
    assert answer.status_code == 201
    made, (told,) = Feedback.objects.get(), answer.json()
    assert told["service_request_id"] == str(made.pk) and made.number in told["service_notice"]
    assert (made.community, made.building, made.severity) == (home, "5幢2单元", "key")
    assert (made.contact_name, made.contact_phone, made.logged_by) == ("王小明", "13800001234", people["street"])


def test_a_place_finds_the_nearest_community_within_reach(client, people, home):
    CommunityFactory(area=home.area, name="远处", longitude="121.553000", latitude="29.870000")
    token, (x, y) = key(people, "street"), wgs84(Decimal(PLACE["longitude"]), Decimal(PLACE["latitude"]))
    assert post(client, api_key=token, lat=str(y), long=str(x)).status_code == 201
    assert Feedback.objects.get().community == home
    far = post(client, api_key=token, lat="29.90", long="121.60")
    assert far.status_code == 400 and "500 米内没有" in far.json()[0]["description"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"service_code": "nothing", "address_id": "{code}"}, "service_code"),
        ({"description": "", "address_id": "{code}"}, "description"),
        ({}, "address_id"),
        ({"address_id": "3302120120001"}, "不在您的管辖范围"),
        ({"address_id": "{code}", "attribute[severity]": "x"}, "severity"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_left_behind(client, people, home, data, words):
    CommunityFactory(area=AreaFactory(code="330212012"), code="3302120120001")
    data = {name: value.format(code=home.code) for name, value in data.items()}
    answer = post(client, api_key=key(people, "street"), **data)
    assert answer.status_code == 400 and words in answer.json()[0]["description"]
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("count", [5, 50])
def test_the_list_costs_one_statement(count, client, home, django_assert_num_queries):
    for _ in range(count):
        case(home)
    with django_assert_num_queries(1):
        assert len(ask(client, "requests.json").json()) == count


def test_visitors_are_throttled_in_the_standard_s_words(client, home, monkeypatch):
    monkeypatch.setattr(Visitors, "rate", "2/minute", raising=False)
    answers = [ask(client, "services.json") for _ in range(3)]
    assert answers[-1].status_code == 429 and answers[-1].json()[0]["code"] == 429


def test_pages_of_others_may_read_it(client, home):
    assert ask(client, "services.json")["Access-Control-Allow-Origin"] == "*"
