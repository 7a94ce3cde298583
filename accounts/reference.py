"""Loads the areas of Ningbo and the management organisations that ship with the product."""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from accounts.models import Area, FormerArea, ManagementOrg
from core import schedules
from core.pinyin import syllables
from core.reference import reference

DATA = Path(__file__).parent / "data"
CORE = {"330203", "330205", "330206", "330211", "330212", "330213"}  # 市六区 (DOMAIN §3.4)
PARENT_LENGTH = {"city": None, "district": 4, "street": 6, "neighborhood": 9}


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@reference
@transaction.atomic
def areas():
    if Area.objects.exists():
        return
    Area.objects.bulk_create(
        Area(
            code=r["code"],
            name=r["name"],
            pinyin=" ".join(syllables(r["name"])),
            level=r["level"],
            parent_id=r["code"][: PARENT_LENGTH[r["level"]]] if PARENT_LENGTH[r["level"]] else None,
            is_core=r["code"] in CORE,
        )
        for r in rows("areas.csv")
    )
    for r in rows("area_changes.csv"):
        succeed(Area.objects.get(code=r["old_code"]), r["new_code"], r["new_name"], date.fromisoformat(r["on"]))
    FormerArea.objects.bulk_create(
        FormerArea(
            code=r["old_code"],
            name=r["old_name"],
            district_name=r["old_district"],
            successor_id=r["code"] or None,
            until=r["until"] or None,
            note=r["note"],
        )
        for r in rows("former_areas.csv")
    )


def succeed(old, code, name, on):
    """A street got a new code or name: the old row ends, the new one takes its neighbourhoods over."""
    new = Area.objects.create(
        code=code, name=name, pinyin=" ".join(syllables(name)), level=old.level, parent=old.parent, valid_from=on
    )
    Area.objects.filter(parent=old).update(parent=new)
    old.valid_to, old.replaced_by = on, new
    old.save()
    return new


@reference
@transaction.atomic
def management_orgs():
    if ManagementOrg.objects.exists():
        return
    for district in Area.objects.districts():
        org = ManagementOrg.objects.create(
            code=district.code, name=district.name, kind=ManagementOrg.Kind.DISTRICT, source="行政区划"
        )
        org.areas.add(district)
    for r in rows("management_orgs.csv"):
        zone = ManagementOrg.objects.create(code=r["code"], name=r["name"], kind=r["kind"], source=r["source"])
        zone.areas.set(r["areas"].split())


@reference
def house_schedules():
    schedules.every(15, "补派后台任务", "core.tasks.resend_waiting_jobs")
    schedules.every(60, "封存变更记录", "core.tasks.seal_changes")
    schedules.at("每夜核对变更记录", "core.tasks.check_ledger", hour=3)
    schedules.at("每夜清理没有记录的文件", "core.tasks.sweep_files", hour=4)
    schedules.every(60, "发出待发送的通知", "core.tasks.send_notices")
    schedules.every(15, "补派没有送达的接口推送", "core.tasks.ring_webhooks")
