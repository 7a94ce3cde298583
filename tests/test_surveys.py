"""The survey between street and district, by rules, pages, sheet and API."""

import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from communities.surveys import actions, reference
from communities.surveys.answers import clean
from communities.surveys.models import CatalogueItem, Survey, SurveyQuestion
from core import jobs
from core.errors import Refused
from core.exchange import actions as imports
from core.models import Change
from tests.factories import AreaFactory, CommunityFactory, SurveyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def questions(people):
    reference.catalogue()
    reference.questions()
    return {q.code: q for q in SurveyQuestion.objects.all()}


def full(questions, **others):
    """An answer to every question."""
    some = {"condition": "fair", "yes_no": "no", "count": "3", "number": "4.5", "choice": "lift", "text": ""}
    answers = {code: {"value": some[q.kind], "note": ""} for code, q in questions.items()}
    return answers | {code: {"value": value, "note": ""} for code, value in others.items()}


def test_the_catalogue_is_that_of_the_state_council(questions):
    by_class = {code: CatalogueItem.objects.filter(item_class=code).count() for code in ("basic", "improve", "upgrade")}
    assert by_class == {"basic": 16, "improve": 15, "upgrade": 11}
    plain = set(CatalogueItem.objects.filter(is_functional=False, item_class="improve").values_list("code", flat=True))
    assert plain == {"W01", "W02", "W03"}
    assert "B07" not in questions and sum(q.kind == "condition" for q in questions.values()) == 41


@pytest.mark.parametrize(
    ("code", "given", "kept"),
    [
        ("B14", {"value": "poor", "note": " 顶楼漏 "}, {"value": "poor", "note": "顶楼漏"}),
        ("pp_alone", {"value": "012"}, {"value": "12", "note": ""}),
        ("fire_width", {"value": "3.50"}, {"value": "3.5", "note": ""}),
        ("B14", {"value": ""}, {"value": "", "note": ""}),
    ],
)
def test_an_answer_as_it_is_kept(questions, code, given, kept):
    assert clean(questions[code], given) == kept


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("B14", "bad", "没有“bad”这个选项"),
        ("pp_alone", "3.5", "应是不小于 0 的整数"),
        ("pp_alone", "-1", "应是不小于 0 的整数"),
        ("fire_width", "三米", "应是数字，现在是“三米”"),
        ("fire_width", "NaN", "应是不小于 0 的数字"),
        ("wish_note", "长" * 201, "最多 200 个字"),
    ],
)
def test_a_wrong_answer_is_named_at_its_question_and_nothing_is_kept(questions, people, code, value, words):
    survey = SurveyFactory()
    with pytest.raises(Refused) as refused:
        actions.save_answers(survey, {"B15": {"value": "good"}, code: {"value": value}}, by=people["street"])
    assert refused.value.fields == {code: [words]}
    assert Survey.objects.get().answers == {}


def test_there_and_back_and_there_again(questions, people):
    street, district = people["street"], people["district"]
    survey = actions.start_round(CommunityFactory(), by=street)
    answers = full(questions)
    del answers["B14"]
    actions.save_answers(survey, answers, by=street)
    with pytest.raises(Refused, match="还有必填的没有填：屋面维修"):
        actions.submit(survey, by=street)
    actions.save_answers(survey, {"B14": {"value": "poor"}}, by=street)
    survey = actions.submit(survey, by=street)
    with pytest.raises(Refused, match="待区县核对，不能再填"):
        actions.save_answers(survey, {"B14": {"value": "good"}}, by=street)
    with pytest.raises(Refused, match="写明原因"):
        actions.send_back(survey, {"B14": " "}, by=district)
    survey = actions.send_back(survey, {"B14": "补顶层照片"}, by=district)
    with pytest.raises(Refused, match="区县退回的还没有改：屋面维修"):
        actions.submit(survey, by=street)
    survey = actions.save_answers(survey, {"B14": {"value": "poor", "note": "顶层三户"}}, by=street)
    assert survey.returned == {}
    survey = actions.verify(actions.submit(survey, by=street), by=district)
    assert (survey.state, survey.verified_by) == ("verified", "district")

    second = actions.start_round(survey.community, by=street)
    actions.save_answers(second, {"B14": {"value": "good"}}, by=street)
    assert Survey.objects.get(round=1).answers["B14"] == {"value": "poor", "note": "顶层三户"}
    assert actions.differences(Survey.objects.get(round=2), Survey.objects.get(round=1)) == {"B14": "差（顶层三户）"}
    with pytest.raises(Refused, match="第 2 轮调查还没有核对完"):
        actions.start_round(survey.community, by=street)


def test_history_tells_what_was_sent_back_and_what_was_mended(questions, people, as_):
    survey = actions.start_round(CommunityFactory(), by=people["street"])
    actions.save_answers(survey, full(questions, B14="poor"), by=people["street"])
    actions.send_back(actions.submit(survey, by=people["street"]), {"B14": "补照片"}, by=people["district"])
    actions.save_answers(Survey.objects.get(), {"B14": {"value": "missing"}}, by=people["street"])
    newest, sent_back, *_ = Change.objects.filter(target_type="communities.Survey")
    assert newest.after == {"answers.B14": {"value": "missing", "note": ""}, "returned.B14": None}
    assert sent_back.after == {"state": "returned", "returned.B14": "补照片"}
    page = as_("street").get(f"/surveys/{survey.pk}/history/").content.decode()
    assert "退回：屋面维修" in page and "补照片" in page and "差" in page and "没有" in page


def test_two_devices_do_not_overwrite_each_other(questions, people, as_):
    survey = SurveyFactory(answers={"B14": {"value": "fair", "note": ""}})
    actions.save_answers(survey, {"B14": {"value": "poor"}, "B15": {"value": "good"}}, by=people["district"])
    seen = {"value": "fair", "note": ""}
    late = {
        "B14": {"value": "good", "note": "", "was": seen},
        "B15": {"value": "good", "note": "", "was": {"value": "", "note": ""}},
        "B16": {"value": "poor", "note": "扶手松", "was": {"value": "", "note": ""}},
    }
    client = as_("street")
    said = client.post(f"/surveys/{survey.pk}/merge/", json.dumps({"answers": late}), "application/json").json()
    assert said["conflicts"] == {"B14": {"value": "poor", "note": ""}}
    answers = Survey.objects.get().answers
    assert (answers["B14"]["value"], answers["B16"]) == ("poor", {"value": "poor", "note": "扶手松"})
    again = client.post(f"/surveys/{survey.pk}/merge/", json.dumps({"answers": late}), "application/json").json()
    assert again["conflicts"] == said["conflicts"] and again["version"] == said["version"]
    for wrong in ("[]", "{}", "x", '{"answers": [1]}'):
        assert client.post(f"/surveys/{survey.pk}/merge/", wrong, "application/json").status_code == 400


def test_the_form_works_without_scripts(questions, people, as_):
    survey = SurveyFactory()
    typed = {"version": "0", "v-B14": "poor", "n-B14": "漏", "v-pp_alone": "三户"}
    refused = as_("street").post(f"/surveys/{survey.pk}/save/", typed)
    page = refused.content.decode()
    assert (
        refused.status_code == 409
        and "应是数字，现在是“三户”" in page
        and 'value="三户"' in page
        and 'value="漏"' in page
    )
    assert Survey.objects.get().answers == {}
    as_("street").post(f"/surveys/{survey.pk}/save/", typed | {"v-pp_alone": "3"})
    assert Survey.objects.get().answers["pp_alone"] == {"value": "3", "note": ""}
    stale = as_("street").post(f"/surveys/{survey.pk}/save/", typed | {"v-pp_alone": "4"})
    assert stale.status_code == 409 and "您看到的是旧内容" in stale.content.decode()


def test_the_district_checks_on_the_page(questions, people, as_):
    survey = SurveyFactory(answers=full(questions), state="submitted")
    assert "核对通过" not in as_("street").get(f"/surveys/{survey.pk}/").content.decode()
    sent = {"return": ["B14"], "reason-B14": "补照片", "reason-B15": ""}
    assert "已退回街道" in as_("district").post(f"/surveys/{survey.pk}/return/", sent, follow=True).content.decode()
    page = as_("street").get(f"/surveys/{survey.pk}/").content.decode()
    assert "区县退回了 1 项" in page and "退回：补照片" in page


def test_a_sheet_of_answers_goes_out_and_in_again_unchanged(questions, people, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    one, other = CommunityFactory(name="甲村"), CommunityFactory(name="乙村")
    noted = full(questions) | {"B14": {"value": "poor", "note": "顶楼漏"}}
    SurveyFactory(community=one, answers=full(questions, B14="good"), state="verified")
    SurveyFactory(community=one, round=2, answers=noted)
    SurveyFactory(community=other, answers=full(questions), state="verified")
    SurveyFactory(community=CommunityFactory(area=AreaFactory(code="330212012")), answers=noted)
    content = b"".join(as_("street").get("/surveys/export/").streaming_content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    header, *rows = book.active.iter_rows(values_only=True)
    assert {row[1]: row[header.index("屋面维修")] for row in rows} == {"甲村": "差（顶楼漏）", "乙村": "一般"}

    def judged(data):
        imported = imports.upload("survey_answers", SimpleUploadedFile("s.xlsx", data), by=people["street"])
        jobs.run(imported.job_id)
        imported.refresh_from_db()
        return imported

    assert judged(content).counts == {"new": 0, "changed": 0, "unchanged": 2, "rejected": 0}
    page = book.active
    place = header.index("屋面维修") + 1
    for line in (2, 3):
        page.cell(line, place).value = "好" if page.cell(line, 2).value == "甲村" else "很差"
    changed = io.BytesIO()
    book.save(changed)
    again = judged(changed.getvalue())
    assert again.counts == {"new": 0, "changed": 1, "unchanged": 0, "rejected": 1}
    assert again.errors[0]["message"] == "没有“很差”这个选项，可填：好、一般、差、没有、不适用"


def test_lists_cost_the_same_for_five_and_for_fifty(questions, as_, django_assert_max_num_queries):
    client = as_("city")
    client.get("/surveys/")
    for n in (5, 45):
        for _ in range(n):
            SurveyFactory(answers=full(questions))
        with django_assert_max_num_queries(10):
            client.get("/surveys/")
