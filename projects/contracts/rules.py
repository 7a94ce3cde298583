"""What a tender and a contract must be like, whoever writes them: page, API and sheet ask here.

`ask(code)` gives the number of a rule; a sheet of many rows passes one that remembers.
"""

from core import thresholds
from core.errors import Refused
from projects.contracts.clocks import WRONG, clocks
from projects.contracts.models import Tender

MUST = {  # the threshold from which a tender is compulsory
    Tender.Subject.WORKS: "tender.must.works",
    Tender.Subject.DESIGN: "tender.must.services",
    Tender.Subject.SUPERVISION: "tender.must.services",
    Tender.Subject.GOODS: "tender.must.goods",
}
SELLING = ("sale_from", "sale_to", "deadline", "reported_on", "candidates_from", "candidates_to", "awarded_on")
ORDER = (*SELLING, "filed_on")


def no(code, words, field):
    raise Refused(code, words, {field: [words]})


def label(model, name):
    return model._meta.get_field(name).verbose_name


def check_tender(tender, ask=thresholds.value):
    """Refuse days out of order, spans the law forbids, an award without a winner, a price above the ceiling."""
    check_order(tender)
    for clock in clocks(tender):
        if clock.state == WRONG:
            no("clock", f"{clock.name}{clock.words}（{clock.basis}）", clock.field)
    if tender.awarded_on and (tender.winner_id is None or tender.price is None):
        no("award_incomplete", "定标要写明中标（承包）单位和中标价", "winner" if tender.winner_id is None else "price")
    if tender.price is not None and tender.ceiling is not None and tender.price > tender.ceiling:
        no("above_ceiling", "中标价高于最高限价（招标投标法实施条例第五十一条）", "price")
    if tender.method == Tender.Method.DIRECT:
        check_direct(tender, ask)


def check_order(tender):
    """A tender's days follow one another."""
    before = None
    for name in ORDER:
        if getattr(tender, name) is None:
            continue
        if before and getattr(tender, name) < getattr(tender, before):
            no("out_of_order", f"{label(Tender, name)}不能早于{label(Tender, before)}", name)
        before = name


def check_direct(tender, ask):
    """Without a tender there is a basis: a sum below the compulsory one says it by itself, any other needs words."""
    if tender.basis.strip():
        return
    worth = max(tender.price or 0, tender.ceiling or 0)
    limit = ask(MUST[tender.subject])
    if not 0 < worth < limit:
        words = f"{tender.get_subject_display()} {limit:.0f} 万元以上必须招标；依法不招标的请写明依据"
        no("needs_basis", f"{words}（招标投标法第六十六条、实施条例第九条）", "basis")
    tender.basis = f"{worth:,.2f} 万元，低于必须招标的 {limit:.0f} 万元"


def check_contract(contract, ask=thresholds.value):
    """Refuse a contract that is not what was awarded, one that had to be tendered, and too much kept back."""
    if contract.tender_id:
        check_award(contract, contract.tender)
    elif contract.amount >= (limit := ask(MUST[contract.subject])):
        words = f"{contract.get_subject_display()}合同 {limit:.0f} 万元以上必须招标，请先登记招标"
        no("needs_tender", f"{words}（{contract.amount:,.2f} 万元；依法不招标的在招标里写依据）", "tender")
    if contract.retention > (most := ask("contract.retention.most")):
        no("retention", f"质保金不能超过合同价的 {most:.0f}%（建质〔2017〕138号第七条）", "retention")


def check_award(contract, tender):
    law = "（招标投标法第四十六条）"
    if tender.project_id != contract.project_id:
        no("other_project", "这次招标是别的项目的", "tender")
    if tender.awarded_on is None:
        no("not_awarded", "这次招标还没有定标", "tender")
    if tender.subject != contract.subject:
        no("subject_differs", f"这次招标的标的是{tender.get_subject_display()}", "subject")
    if tender.winner_id != contract.organisation_id:
        no("winner_differs", f"中标单位是{tender.winner}，合同要与它签{law}", "organisation")
    if tender.price != contract.amount:
        words = f"合同价要与中标价 {tender.price:,.2f} 万元一致{law}；签订以后的增减请登记工程变更"
        no("price_differs", words, "amount")
    if contract.signed_on < tender.awarded_on:
        no("before_award", f"签订日期不能早于中标通知书（{tender.awarded_on:%Y-%m-%d}）", "signed_on")
