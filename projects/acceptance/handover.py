"""Handover: what was built goes to those who will look after it, and joins the register of facilities."""

from django.db import transaction

from accounts.policy import Act
from communities.facilities import actions as facilities
from communities.models import FacilityKind
from core.changes import change
from core.errors import Refused
from projects.acceptance.models import Asset
from projects.acceptance.rules import fill, not_before
from projects.register.actions import past
from projects.stages.records import hold


@transaction.atomic
def record(project, *, by, **values):
    """Something that was built and goes to a receiving party."""
    return write(Asset(project=hold(project)), by=by, **values)


def edit(asset, *, by, version=None, **values):
    return write(asset, by=by, version=version, **values)


def write(asset, *, by, version=None, **values):
    with change(asset, by=by, act=Act.ASSET_RECORD, version=version) as a:
        if a.signed_on:
            raise Refused("signed", "已经签收，不能再改")
        fill(a, values)
        check(a)
    return a


def check(asset):
    """Refuses `other_community`, and an amount that its kind of facility is not counted in."""
    if not asset.project.members.filter(community=asset.community).exists():
        words = f"{asset.community}不是这个项目的小区"
        raise Refused("other_community", words, {"community": [words]})
    check_kind(asset)


def check_kind(asset):
    if asset.kind is None:
        return
    unit = asset.kind.unit
    if unit and asset.measure != unit:
        words = f"{asset.kind}按“{unit}”计，单位请填“{unit}”"
        raise Refused("wrong_measure", words, {"measure": [words]})
    if asset.kind.supply == FacilityKind.Supply.CAPACITY and asset.quantity % 1:
        words = f"{asset.kind}的数量要填整数"
        raise Refused("not_whole", words, {"quantity": [words]})


@transaction.atomic
def sign(asset, *, by, date, signed_by, confirmed=False):
    """The receiving party's signature. A facility for residents joins the register with it, or nothing happens.

    Refuses `not_accepted` before the acceptance of the works, `no_place` without coordinates of the community, and
    `maybe_same` when a facility of its kind stands there already, until that is confirmed.
    """
    with change(asset, by=by, act=Act.ASSET_SIGN) as a:
        if a.signed_on:
            raise Refused("signed", f"{a.signed_on:%Y年%m月%d日}已由{a.signed_by}签收")
        accepted = a.project.acceptance_date
        if accepted is None:
            raise Refused("not_accepted", "竣工验收合格以后才能移交（《建设工程质量管理条例》第十六条）")
        not_before("date", past("date", date), accepted, "竣工验收日期")
        a.signed_on, a.signed_by = date, signed_by.strip()
        if a.kind:
            a.facility = facility(a, by=by, confirmed=confirmed)
    return a


def facility(asset, *, by, confirmed):
    """The register's record of a signed asset; it stands where its community stands until somebody moves it."""
    community, kind = asset.community, asset.kind
    if community.longitude is None:
        raise Refused("no_place", f"“{community}”还没有坐标，请先在小区档案里补上，设施才能记入公共设施")
    size = int(asset.quantity) if kind.supply == FacilityKind.Supply.CAPACITY else asset.quantity
    return facilities.create(
        by=by,
        confirmed=confirmed,
        kind=kind,
        name=f"{community}{asset.name}"[:80],
        area=community.area,
        address=community.address,
        longitude=community.longitude,
        latitude=community.latitude,
        operator=asset.receiver.name[:80],
        opened_on=asset.signed_on,
        **{kind.supply: size},
    )
