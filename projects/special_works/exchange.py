"""Special works as a sheet: departments and operators keep their yearly plans in Excel."""

from functools import cached_property

from accounts.models import Organisation
from accounts.policy import Act
from communities.buildings.columns import YesNo
from communities.models import Community
from core.changes import change_many
from core.exchange.columns import Choice, Day, Digits, Number, Text
from core.exchange.registry import register
from core.exchange.sheet import Sheet
from projects.special_works.actions import next_codes
from projects.special_works.filters import SpecialWorkFilter
from projects.special_works.models import SitePlace, SpecialKind, SpecialWork
from projects.special_works.recompute import recompute
from projects.special_works.sites import sites_with_works

KIND, OWNER, COMMUNITY, PLACES = "种类", "实施单位", "小区编号", "施工地点"
DAYS = (("计划开工", "starts_on"), ("计划完工", "ends_on"), ("最早开工", "earliest"), ("最晚完工", "latest"))


class Several(Text):
    """Several places in one cell with semicolons between them."""

    def read(self, value):
        words, notice = super().read(value)
        return [name.strip() for name in words.replace("；", ";").split(";") if name.strip()], notice

    def show(self, value):
        return "；".join(value or ())


@register
class SpecialWorkSheet(Sheet):
    kind, title, model = "special_works", "专项工程", SpecialWork
    columns = (
        Digits("工程编号", "code", ("编号",), pattern=r"ZX\d{11,}", words="工程编号是 ZX 加 11 位数字", width=16,
               help="新工程空着，系统自动编号", example="ZX33020300001"),
        Text("工程名称", "name", ("名称", "项目名称"), required=True, longest=80, width=24, example="双桥路燃气管更新"),
        Text(KIND, "kind_name", ("工程种类", "类别"), required=True, example="燃气"),
        Text(OWNER, "owner_name", ("单位", "建设单位"), required=True, width=20, example="兴光燃气"),
        Digits(COMMUNITY, "community_code", ("小区代码",), required=True, pattern=r"\d{13,15}",
               words="小区编号是 13 位数字", width=16, example="3302030060001"),
        Text("小区名称", "community_name", ("小区",), help="只供核对，按小区编号读取"),
        Several(PLACES, "place_names", ("地点", "施工路段"), required=True, width=24,
                help="小区里登记过的地点，多个用分号隔开", example="主路；东支路"),
        Day("计划开工", "starts_on", ("开工日期",), required=True),
        Day("计划完工", "ends_on", ("完工日期",), required=True),
        Day("最早开工", "earliest", (), help="空着就是计划开工，不能提前"),
        Day("最晚完工", "latest", (), help="空着就是计划完工，不能推后"),
        YesNo("需要开挖", "excavates", ("开挖",)),
        Number("开挖深度（米）", "depth", ("开挖深度", "深度")),
        YesNo("占用或封闭道路", "closes_road", ("占路",)),
        Text("停水停电停气", "outage", ("停供",), longest=60),
        Choice("路面恢复", "restorer", (), choices=tuple(SpecialWork.Restorer.choices)),
        Number("投资（万元）", "budget", ("投资", "预算（万元）")),
        Text("说明", "note", ("备注",), longest=200, width=24),
    )  # fmt: skip
    must_have = ("name", "kind_name", "community_code")
    act, list_page, filterset_class = Act.WORK_FILE, "projects:special_works", SpecialWorkFilter
    own = frozenset({"name", "excavates", "depth", "closes_road", "outage", "restorer", "budget", "note"})
    own |= {name for _, name in DAYS}

    @cached_property
    def kinds(self):
        return {kind.name: kind for kind in SpecialKind.objects.all()}

    @cached_property
    def owners(self):
        return {owner.name: owner for owner in Organisation.objects.visible_to(self.by)}

    def shown(self, rows):
        return rows.select_related("kind", "owner", "community").prefetch_related("places")

    def existing(self, chunk, lock):
        """Known works by code, and the communities and places that the chunk names, kept for `find` and `fill`."""
        codes = {row.values[name] for row in chunk for name in ("community_code",) if name in row.values}
        self.communities = {c.code: c for c in Community.objects.filter(code__in=codes).select_related("area", "unit")}
        units = {c.unit_id for c in self.communities.values()} - {None}
        near = SitePlace.objects.filter(community__in=self.communities.values())
        near = near | SitePlace.objects.filter(community__unit__in=units)
        self.places = {}
        for place in near.select_related("community"):
            self.places.setdefault(place.community.unit_id or -place.community_id, {}).setdefault(place.name, place)
        works = SpecialWork.objects.filter(code__in=[row.values["code"] for row in chunk if "code" in row.values])
        works = works.select_for_update(of=["self"]) if lock else works
        return {w.code: w for w in works.select_related("community__area", "owner").prefetch_related("places")}

    def keys(self, row):
        return [("工程编号", row.values["code"])] if "code" in row.values else []

    def find(self, row, known):
        code = row.values.get("code")
        if code and code not in known:
            row.wrong("工程编号", f"没有编号为 {code} 的工程；新工程请把编号空着")
        return known.get(code)

    def fill(self, row):
        super().fill(row)
        work, values = row.obj, row.values
        for column, name, field, table in (
            (KIND, "kind_name", "kind", self.kinds),
            (OWNER, "owner_name", "owner", self.owners),
            (COMMUNITY, "community_code", "community", self.communities),
        ):
            words = values.get(name)
            if words is not None and words not in table:
                row.wrong(column, f"没有“{words}”，请核对或先登记")
            elif words is not None:
                setattr(work, field, table[words])
        work.earliest = work.earliest or work.starts_on
        work.latest = work.latest or work.ends_on
        if "starts_on" in values and "ends_on" in values and moved(row):
            work.filed_from, work.filed_to = work.starts_on, work.ends_on
        self.fill_places(row)

    def fill_places(self, row):
        community = self.communities.get(row.values.get("community_code"))
        if community is None or "place_names" not in row.values:
            return
        near = self.places.get(community.unit_id or -community.pk, {})
        names = row.values["place_names"]
        if unknown := [name for name in names if name not in near]:
            row.wrong(PLACES, f"{community}和它的片区里没有登记“{unknown[0]}”这个地点")
            return
        row.extra["places"] = [near[name] for name in names]
        have = {p.pk for p in row.obj.places.all()} if row.obj.pk else set()
        row.extra["changed"] = have != {p.pk for p in row.extra["places"]}

    def check(self, row):
        work = row.obj
        if not self.by.may(self.act, work):
            row.wrong(OWNER, f"“{work.owner}”在{work.community}的工程不归您申报（{self.by.scope_label}）")
        if work.state in (SpecialWork.State.DONE, SpecialWork.State.CANCELLED) and row.before:
            row.wrong("工程编号", f"这项工程{work.get_state_display()}，不能再改")
        if work.ends_on < work.starts_on:
            row.wrong("计划完工", "计划完工不能早于计划开工")
        elif not (work.earliest <= work.starts_on and work.ends_on <= work.latest):
            row.wrong("最早开工", "计划开工、完工要在最早开工和最晚完工之间")

    def write(self, rows, batch):
        """New works get their codes; afterwards each touched site finds its clashes once."""
        new = [row.obj for row in rows if not row.obj.code]
        wanted = {}
        for work in new:
            wanted.setdefault(work.community.area_id[:6], []).append(work)
        codes = next_codes({district: len(works) for district, works in wanted.items()})
        for district, works in wanted.items():
            for work, code in zip(works, codes[district], strict=True):
                work.code = code
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)
        place_all(rows)
        for site in sites_with_works([row.obj.community_id for row in rows]):
            recompute(site)

    def value(self, obj, name):
        if name == "place_names":
            return [place.name for place in obj.places.all()]
        plain = {"kind_name": obj.kind.name, "owner_name": obj.owner.name, "community_code": obj.community.code}
        plain["community_name"] = obj.community.name
        return plain[name] if name in plain else super().value(obj, name)


def moved(row):
    """Whether a row is new or gives other days than the record has."""
    before = row.before
    work = row.obj
    return not before or (before["starts_on"], before["ends_on"]) != (str(work.starts_on), str(work.ends_on))


def place_all(rows):
    """The places of many works in two statements."""
    Through = SpecialWork.places.through
    given = {row.obj.pk: row.extra["places"] for row in rows if "places" in row.extra}
    Through.objects.filter(specialwork__in=given).delete()
    links = [Through(specialwork_id=work, siteplace_id=p.pk) for work, places in given.items() for p in places]
    Through.objects.bulk_create(links)
