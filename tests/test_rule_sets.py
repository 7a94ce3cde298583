"""Rules are published in versions with their source; what a round has locked is its own; silence is told apart."""

import json
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import keyring
from core.errors import Refused
from core.models import Attachment, Threshold
from resident_participation.models import RuleSet
from resident_participation.rules import actions as rules
from resident_participation.rules import figures
from resident_participation.votes import actions, closing, recount
from resident_participation.votes.figures import result
from resident_participation.votes.rule_sets import in_force
from tests import votes
from tests.factories import AreaFactory
from tests.uploads import pdf

POST = "市住建局物业处处长"
MAJORITY = {"silence": "majority", "silence_basis": "议事规则第十二条第二款"}


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    votes.ready()
    return people["city"]


@pytest.fixture
def home(by):
    return votes.home(AreaFactory(code="330203006"), 12)


def today():
    return timezone.localdate()


def published(by, code="special", days=0, **values):
    values = {"confirmed_by": POST} | values
    return rules.publish(in_force()[code], by=by, valid_from=today() + timedelta(days=days), **values)


def test_a_new_version_counts_from_its_day_and_the_old_one_stays(by):
    old = in_force()["special"]
    new = published(by, days=3, notice_days=20, source="甬建发〔2026〕9号")
    assert in_force()["special"] == old and in_force(today() + timedelta(days=3))["special"] == new
    old.refresh_from_db()
    assert (old.notice_days, old.source[:3]) == (15, "民法典") and (new.notice_days, new.matters) == (20, [6, 7, 8])


@pytest.mark.parametrize(
    ("code", "values", "refused", "field"),
    [
        ("special", {"valid_from": date(2021, 5, 1)}, "back_dated", "valid_from"),
        ("special", {"valid_from": None}, "no_day", "valid_from"),
        ("special", {"confirmed_by": " "}, "not_confirmed", "confirmed_by"),
        ("special", {"silence": "majority"}, "silence_without_basis", "silence_basis"),
        ("entry", MAJORITY, "silence_of_households", "silence"),
    ],
)
def test_what_is_refused_is_said_at_its_field(by, code, values, refused, field):
    given = {"valid_from": timezone.localdate(), "confirmed_by": POST} | values
    with pytest.raises(Refused) as no:
        rules.publish(in_force()[code], by=by, **given)
    assert (no.value.code, list(no.value.fields)) == (refused, [field])
    assert RuleSet.objects.filter(code=code).count() == 1


def test_two_versions_never_count_from_one_day_and_none_slips_in_before_another(by):
    published(by, days=5)
    for days in (5, 2):
        with pytest.raises(Refused, match="要晚于最近一版"):
            published(by, days=days)


def test_only_the_city_publishes(by, people):
    for name in ("district", "street", "auditor"):
        with pytest.raises(PermissionDenied):
            published(people[name])
    assert RuleSet.objects.filter(code="special").count() == 1


def test_a_locked_round_keeps_its_rule_and_a_draft_must_take_the_new_one(home, by):
    locked = votes.locked(votes.drafted(home, by), by)
    draft = votes.drafted(home, by)
    published(by, notice_days=5, source="改得更松的规则")
    frozen = locked.package["items"][0]["rule"]
    assert (frozen["notice_days"], frozen["source"][:3]) == (15, "民法典")
    with pytest.raises(Refused) as no:
        votes.locked(draft, by)
    assert no.value.code == "rule_outdated" and "启用的新版" in no.value.message
    item = draft.items.get()
    actions.edit_item(item, by=by, rule=in_force()["special"])
    assert votes.locked(draft, by).package["items"][0]["rule"]["source"] == "改得更松的规则"


def test_the_page_is_filled_in_and_the_document_is_shown_to_residents(by, as_):
    old = in_force()["special"]
    page = as_("city").get(f"/votes/rules/{old.pk}/publish/").content.decode()
    assert 'value="15"' in page and "民法典" in page
    form = {name: getattr(old, name) for name in rules.ASKED} | {
        "valid_from": today().isoformat(), "confirmed_by": POST, "notice_days": 21, "ways": ["door"],
        "document": SimpleUploadedFile("规则.pdf", pdf().read()),
    }  # fmt: skip
    answer = as_("city").post(f"/votes/rules/{old.pk}/publish/", form)
    new = in_force()["special"]
    assert answer.status_code == 302 and answer["Location"] == f"/votes/rules/{new.pk}/"
    assert (new.notice_days, new.ways) == (21, ["door"])
    public = as_("visitor").get("/v/rules/").content.decode()
    assert "21 天" in public and "已有新版" in public and POST in public
    file = Attachment.objects.get()
    assert f"/files/{file.pk}/" in public and as_("visitor").get(f"/files/{file.pk}/").status_code == 200
    assert as_("street2").get(f"/files/{file.pk}/").status_code == 200
    assert as_("street").get(f"/votes/rules/{old.pk}/").content.decode().count("21 天") == 0


def test_a_refused_document_leaves_no_version_behind(by, as_):
    old = in_force()["special"]
    form = {name: getattr(old, name) for name in rules.ASKED} | {
        "valid_from": today().isoformat(), "confirmed_by": POST, "document": SimpleUploadedFile("规则.pdf", b"no pdf"),
    }  # fmt: skip
    assert as_("city").post(f"/votes/rules/{old.pk}/publish/", form).status_code == 409
    assert RuleSet.objects.filter(code="special").count() == 1


def test_a_program_says_only_what_changes(by, api_):
    old = in_force()["special"]
    sent = {"valid_from": today().isoformat(), "confirmed_by": POST, **MAJORITY}
    answer = api_("city").post(f"/api/v1/rule-sets/{old.pk}/publish/", sent, content_type="application/json")
    assert answer.status_code == 201 and answer.json()["silence_basis"] == "议事规则第十二条第二款"
    assert in_force()["special"].notice_days == 15
    again = api_("city").post(f"/api/v1/rule-sets/{old.pk}/publish/", sent, content_type="application/json")
    assert again.status_code == 409 and "valid_from" in again.json()["fields"]


def test_the_ratios_of_each_version_are_those_of_its_days(by):
    row = Threshold.objects.get(code="consult.entry.agree")
    published(by, "entry", days=10)
    Threshold.objects.create(code=row.code, name=row.name, value=90, source="x", trust="own", valid_from=today())
    words = {one.state: one.tests for one in figures.versions(RuleSet.objects.filter(code="entry"))}
    assert words["now"] == words["later"] == ["参加的户数66.7%以上", "同意的户数90%以上"]
    Threshold.objects.filter(value=90).update(valid_from=today() + timedelta(days=10))
    words = {one.state: one.tests for one in figures.versions(RuleSet.objects.filter(code="entry"))}
    assert (words["now"][1], words["later"][1]) == ("同意的户数80%以上", "同意的户数90%以上")


def test_the_public_page_costs_the_same_for_many_versions(by, as_):
    def cost():
        with CaptureQueriesContext(connection) as found:
            as_("visitor").get("/v/rules/")
        return len(found)

    few = cost()
    for n in range(8):
        published(by, ("special", "entry")[n % 2], days=1 + n)
    assert cost() == few


def silent_majority(home, by, agree):
    """Twelve reached, nine take part, `agree` of them agree; the rule reads the three silent as the majority."""
    published(by, **MAJORITY)
    round_ = votes.opened(votes.drafted(home, by), by)
    for n, seat in enumerate(round_.seats.all()[:9]):
        votes.says(round_, seat, "agree" if n < agree else "against")
    return closing.declare(actions.close(votes.back(round_, 30), by=by), by=by)


def test_imputed_silence_stands_after_the_real_result_everywhere(home, by, as_, tmp_path):
    """Six of nine agree: short of three quarters. With the three silent nine of twelve do: exactly three quarters."""
    round_ = silent_majority(home, by, 6)
    found = result(round_)
    assert found["passed"] is False and found["agree"] == {"heads": 6, "area_cm2": 30000}
    deemed = found["deemed"]
    assert (deemed["choice"], deemed["silent"]["heads"], deemed["agree"]["heads"]) == ("agree", 3, 9)
    assert deemed["passed"] is True and deemed["participating"]["heads"] == 12
    verdict = "不计推定票没有通过，计入后通过"
    for path in (f"/v/{round_.pk}/", f"/v/{round_.pk}/certificate/", f"/votes/{round_.pk}/"):
        page = as_("city").get(path).content.decode()
        assert verdict in page and "依法通过" not in page, path
        real, apart = page.index("300.00"), page.index("推定票单列")
        assert real < apart and "议事规则第十二条第二款" in page[apart:], path
        assert "按规则计为同意" in page[apart:] and "参加 12 人" in page[apart:], path
    api = as_("visitor").get(f"/api/v1/votes/{round_.pk}/result/").json()
    assert api["passed"] is False and api["deemed"]["passed"] is True
    public = as_("visitor").get(f"/api/v1/votes/{round_.pk}/bundle/").content.decode()
    sealed = keyring.unseal(round_.key_name, round_.sealed_bundle.read().decode())
    for name, text in (("public", public), ("sealed", sealed)):
        file = tmp_path / f"{name}.json"
        file.write_text(text)
        alone = [sys.executable, "-I", "-S", recount.__file__, str(file)]
        told = subprocess.run(alone, capture_output=True, text=True, check=False)
        assert told.returncode == 0 and round_.root in told.stdout, told.stdout
        lines = told.stdout.splitlines()
        assert lines[0].endswith("没有通过") and any("计入推定票：通过" in line for line in lines[1:])
    assert not {"agree", "against"} & set(json.dumps(json.loads(public)["roll"]).split('"'))


def test_a_result_that_silence_does_not_turn_says_only_that(home, by, as_):
    round_ = silent_majority(home, by, 9)
    page = as_("visitor").get(f"/v/{round_.pk}/").content.decode()
    assert "依法通过" in page and "不计推定票：通过；计入推定票：参加 12 人" in page
