"""Who takes part in a project, and its five amounts held one against the other."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from projects.contracts import actions, figures
from projects.contracts.reference import contract_thresholds
from projects.models import Amount, Party, Project
from projects.register import actions as register
from projects.register.parties import remove_party, set_party
from tests.awards import PAPER, a_project, refused
from tests.factories import ProjectFactory
from tests.factories_works import (
    AmountFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def numbers(db):
    contract_thresholds()


@pytest.fixture
def project(people):
    return a_project()


def test_the_projects_own_words_follow_from_its_parties(project, people):
    by, one, two = people["street"], OrganisationFactory(name="甬安建设"), OrganisationFactory(name="明州建工")
    set_party(project, by=by, role="contractor", organisation=two, manager="许国平")
    assert Project.objects.get().contractor == "明州建工"
    set_party(project, by=by, role="contractor", organisation=one)
    assert Project.objects.get().contractor == "明州建工、甬安建设"
    again = set_party(project, by=by, role="contractor", organisation=two, manager="王立新")
    assert (Party.objects.count(), again.manager) == (2, "王立新")
    remove_party(Party.objects.get(organisation=two), by=by, note="退出联合体")
    assert Project.objects.get().contractor == "甬安建设"
    said = refused("follows_parties", register.edit, project, by=people["district"], contractor="三江市政")
    assert said.fields == {"contractor": ["施工单位按参建单位登记是“甬安建设”，请在参建单位里改"]}
    assert register.edit(project, by=people["district"], owner="区住建局").owner == "区住建局"


@pytest.mark.parametrize(("first", "second"), [("contractor", "supervisor"), ("supervisor", "contractor")])
def test_nobody_supervises_what_they_build(first, second, project, people):
    firm, by = OrganisationFactory(name="甬安建设"), people["street"]
    set_party(project, by=by, role=first, organisation=firm)
    said = refused("supervises_itself", set_party, project, by=by, role=second, organisation=firm)
    assert "《建筑法》第三十四条" in said.message
    set_party(ProjectFactory(), by=by, role=second, organisation=firm)


LADDER = [
    # what is known, the amount that comes, what it is held against, the percent, whether beyond what is allowed
    ({"estimate": 1000}, ("approved_budget", 1000), None, None, None),
    ({"estimate": 1000}, ("approved_budget", 1100), "estimate", "10.0", False),
    ({"estimate": 1000}, ("approved_budget", "1100.01"), "estimate", "10.0", True),
    ({"approved_budget": 1000}, ("detailed_budget", "1000.01"), "approved_budget", "0.0", True),
    ({"estimate": 900, "approved_budget": 950}, ("settlement", 940), None, None, None),
    ({"approved_budget": 950, "detailed_budget": 930}, ("settlement", 940), "detailed_budget", "1.1", True),
    ({"detailed_budget": 930, "settlement": 900}, ("final_account", 901), "settlement", "0.1", True),
    ({}, ("final_account", 901), None, None, None),
]


@pytest.mark.parametrize(("known", "comes", "limit", "percent", "grave"), LADDER)
def test_each_amount_is_held_against_the_nearest_before_it(known, comes, limit, percent, grave):
    amounts = [Amount(kind=kind, amount=Decimal(value)) for kind, value in known.items()]
    kind, value = comes
    rungs = figures.ladder([*amounts, Amount(kind=kind, amount=Decimal(value))])
    found = next(rung.excess for rung in rungs if rung.kind == kind)
    if limit is None:
        assert found is None
    else:
        assert (found.limit.kind, str(found.percent), found.grave) == (limit, percent, grave)


def test_an_amount_above_its_limit_is_taken_with_an_explanation(project, people):
    by = people["district"]
    actions.set_amount(project, "estimate", by=by, amount=Decimal(1000), **PAPER)
    said = refused("over_limit", actions.set_amount, project, "approved_budget", by=by, amount=Decimal(1120), **PAPER)
    words = "概算超估算 120.00 万元（12.0%），要重新报批可行性研究报告"
    assert said.fields == {"explanation": [f"{words}，请说明原因"]}
    why = {"explanation": "增加地下管网"}
    actions.set_amount(project, "approved_budget", by=by, amount=Decimal(1120), **PAPER, **why)
    assert [one.words for one in figures.excess(project)] == [words]
    actions.set_amount(project, "approved_budget", by=by, amount=Decimal(1050), **PAPER)
    assert [one.words for one in figures.excess(project)] == ["概算超估算 50.00 万元（5.0%），在允许的 10% 以内"]
    assert Amount.objects.filter(kind="approved_budget").count() == 1
    tomorrow = PAPER | {"dated_on": timezone.localdate() + timedelta(days=1)}
    refused("future_date", actions.set_amount, project, "settlement", by=by, amount=Decimal(1), **tomorrow)
    with pytest.raises(PermissionDenied):
        actions.set_amount(project, "estimate", by=people["street"], amount=Decimal(1), **PAPER)


def test_projects_over_their_budget_are_found(people, as_, api_):
    over, equal, none = ProjectFactory(name="超"), ProjectFactory(name="平"), ProjectFactory(name="无")
    for one, settled in ((over, "1000.01"), (equal, "1000.00")):
        AmountFactory(project=one, amount=Decimal(1000))
        AmountFactory(project=one, kind="settlement", amount=Decimal(settled))
    AmountFactory(project=none, kind="settlement", amount=Decimal(9))
    for answer, names in (("true", {"超"}), ("false", {"平", "无"})):
        found = api_("city").get(f"/api/v1/projects/?over_budget={answer}").json()["results"]
        assert {row["name"] for row in found} == names
        page = as_("city").get(f"/projects/?over_budget={answer}")
        assert {p.name for p in page.context["object_list"]} == names
