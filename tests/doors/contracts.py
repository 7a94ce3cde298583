"""The directory of organisations; a project's parties, amounts, tenders, contracts, variations and payments."""

from datetime import date

from projects.contracts.reference import contract_thresholds
from projects.models import Project
from tests.factories_works import (
    AmountFactory,
    ContractFactory,
    OrganisationFactory,
    PartyFactory,
    PaymentFactory,
    TenderFactory,
    VariationFactory,
)


def furnish(end, community, person):
    contract_thresholds()
    project = Project.objects.filter(communities=community).first()
    firm = OrganisationFactory(name="明州建工" if end else "甬江建工")
    contract = ContractFactory(project=project, organisation=firm)
    return {
        f"firm{end}": firm.pk,
        f"party{end}": PartyFactory(project=project, role="designer", organisation__name="设计院").pk,
        f"amount{end}": AmountFactory(project=project).pk,
        f"tender{end}": TenderFactory(project=project, sale_from=date(2026, 3, 1)).pk,
        f"contract{end}": contract.pk,
        f"variation{end}": VariationFactory(contract=contract).pk,
        f"payment{end}": PaymentFactory(contract=contract).pk,
    }


FIRM = {"q": "甬江建工"}
NEW = {"name": "新单位", "kind": "company"}
PHONE = {"phone": "0574-1"}
WHO = {"role": "surveyor", "organisation": "{firm}"}
MONEY = {"amount": "1000", "document": "海发改〔2026〕1号", "dated_on": "2026-01-20"}
BID = {"subject": "works", "method": "open", "sale_from": "2026-03-01"}
DEAL = {
    "subject": "design", "number": "HT-9", "organisation": "{firm}", "amount": "50", "signed_on": "2026-03-20",
    "retention": "0",
}  # fmt: skip
MORE = {"reason": "管线迁改", "what": "增加管道", "amount": "5", "days": "3", "proposed_on": "2026-05-02"}
ASK = {"kind": "progress", "amount": "100", "requested_on": "2026-06-01"}
DAY, WHY = {"date": "2026-06-01"}, {"reason": "资料不全"}
NO = DAY | {"reason": "不在范围"}
PAID = DAY | {"voucher": "付字1号"}
NAME = {"number": "HT-改"}
CLOSE = {"deadline": "2026-04-01"}
P, C = {"project": "{project}"}, {"contract": "{contract}"}
EST = {"kind": "estimate"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("organisations/",                            "rows",  FIRM,   [  1,   1,   1,   1,   1,   0,   0,   0, 302]),
    ("organisations/export/",                     "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("organisations/new/",                        "post",  NEW,    [302, 302, 302, 302, 403, 403, 403, 403, 302]),
    ("organisations/{firm}/",                     "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("organisations/{firm}/edit/",                "get",   {},     [200, 200, 200, 200, 403, 404, 404, 404, 302]),
    ("organisations/{firm}/history/",             "get",   {},     [200, 200, 200, 200, 200, 404, 404, 404, 302]),
    ("projects/{project}/contracts/",             "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("projects/{project}/parties/new/",           "post",  WHO,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("parties/{party}/remove/",                   "post",  {},     [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("projects/{project}/amounts/estimate/",      "post",  MONEY,  [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("amounts/{amount2}/",                        "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("projects/{project}/tenders/new/",           "post",  BID,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("tenders/{tender}/",                         "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("tenders/{tender2}/edit/",                   "get",   {},     [200, 404, 404, 200, 403, 404, 404, 404, 302]),
    ("tenders/{tender2}/history/",                "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("projects/{project}/contracts/new/",         "post",  DEAL,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("contracts/",                                "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("contracts/export/",                         "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 302]),
    ("contracts/{contract}/",                     "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("contracts/{contract2}/edit/",               "get",   {},     [200, 404, 404, 200, 403, 404, 404, 404, 302]),
    ("contracts/{contract2}/history/",            "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("contracts/{contract}/variations/new/",      "post",  MORE,   [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("contracts/{contract}/payments/new/",        "post",  ASK,    [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("variations/{variation}/",                   "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("variations/{variation}/approve/",           "post",  DAY,    [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("payments/{payment}/",                       "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("payments/{payment}/approve/",               "post",  {},     [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("api/v1/organisations/",                     "rows",  FIRM,   [  1,   1,   1,   1,   1,   0,   0,   0,   0]),
    ("api/v1/organisations/",                     "json",  NEW,    [201, 201, 201, 201, 403, 403, 403, 403, 401]),
    ("api/v1/organisations/{firm}/",              "patch", PHONE,  [200, 200, 200, 200, 403, 404, 404, 404, 404]),
    ("api/v1/parties/",                           "rows",  {},     [  4,   2,   2,   2,   4,   0,   0,   0,   4]),
    ("api/v1/parties/",                           "json",  P|WHO,  [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/parties/{party2}/",                  "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 200]),
    ("api/v1/amounts/",                           "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/amounts/",                        "json", P|EST|MONEY, [201, 201, 403, 400, 403, 400, 400, 400, 401]),
    ("api/v1/amounts/{amount2}/",                 "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/tenders/",                           "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/tenders/",                           "json",  P|BID,  [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/tenders/{tender2}/",                 "patch", CLOSE,  [200, 404, 404, 200, 403, 404, 404, 404, 404]),
    ("api/v1/contracts/",                         "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/contracts/",                         "json",  P|DEAL, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/contracts/{contract2}/",             "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/variations/",                        "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/variations/",                        "json",  C|MORE, [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/variations/{variation2}/",           "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/variations/{variation}/approve/",    "json",  DAY,    [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/variations/{variation}/reject/",     "json",  NO,     [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/payments/",                          "rows",  {},     [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/payments/",                          "json",  C|ASK,  [201, 201, 201, 400, 403, 400, 400, 400, 401]),
    ("api/v1/payments/{payment2}/",               "get",   {},     [200, 404, 404, 200, 200, 404, 404, 404, 404]),
    ("api/v1/payments/{payment}/approve/",        "json",  {},     [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/payments/{payment}/pay/",            "json",  PAID,   [409, 409, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/payments/{payment}/reject/",         "json",  WHY,    [200, 200, 403, 404, 403, 404, 404, 404, 404]),
    ("api/v1/projects/{project}/cost/",           "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 401]),
]  # fmt: skip
# The contractor acts on its own contract; what else of its project it sees, it does not change.
FIRMS = {
    ("rows", "organisations/"): (0, 1),
    ("get", "organisations/{firm}/"): (404, 200),
    ("get", "organisations/{firm}/edit/"): (404, 403),
    ("get", "organisations/{firm}/history/"): (404, 200),
    ("get", "projects/{project}/contracts/"): (404, 200),
    ("post", "projects/{project}/parties/new/"): (404, 403),
    ("post", "parties/{party}/remove/"): (404, 403),
    ("post", "projects/{project}/amounts/estimate/"): (404, 403),
    ("post", "projects/{project}/tenders/new/"): (404, 403),
    ("get", "tenders/{tender}/"): (404, 200),
    ("post", "projects/{project}/contracts/new/"): (404, 403),
    ("rows", "contracts/"): (0, 1),
    ("get", "contracts/{contract}/"): (404, 200),
    ("post", "contracts/{contract}/variations/new/"): (404, 302),
    ("post", "contracts/{contract}/payments/new/"): (404, 302),
    ("get", "variations/{variation}/"): (404, 200),
    ("post", "variations/{variation}/approve/"): (404, 403),
    ("get", "payments/{payment}/"): (404, 200),
    ("post", "payments/{payment}/approve/"): (404, 403),
    ("rows", "api/v1/organisations/"): (0, 1),
    ("patch", "api/v1/organisations/{firm}/"): (404, 403),
    ("rows", "api/v1/parties/"): (0, 3),
    ("json", "api/v1/parties/"): (400, 403),
    ("rows", "api/v1/amounts/"): (0, 1),
    ("json", "api/v1/amounts/"): (400, 403),
    ("rows", "api/v1/tenders/"): (0, 1),
    ("json", "api/v1/tenders/"): (400, 403),
    ("rows", "api/v1/contracts/"): (0, 1),
    ("json", "api/v1/contracts/"): (400, 403),
    ("rows", "api/v1/variations/"): (0, 1),
    ("json", "api/v1/variations/"): (400, 201),
    ("json", "api/v1/variations/{variation}/approve/"): (404, 403),
    ("json", "api/v1/variations/{variation}/reject/"): (404, 403),
    ("rows", "api/v1/payments/"): (0, 1),
    ("json", "api/v1/payments/"): (400, 201),
    ("json", "api/v1/payments/{payment}/approve/"): (404, 403),
    ("json", "api/v1/payments/{payment}/pay/"): (404, 403),
    ("json", "api/v1/payments/{payment}/reject/"): (404, 403),
    ("get", "api/v1/projects/{project}/cost/"): (404, 200),
}
