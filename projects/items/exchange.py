"""Works items as a sheet: designers and streets keep the list of a project in Excel."""

from functools import cached_property

from accounts.policy import Act
from communities.models import CatalogueItem, Community
from core.changes import change_many, snapshot
from core.exchange.columns import Choice, Digits, Number, Text
from core.exchange.registry import register
from projects.items import rules
from projects.items.actions import put
from projects.items.filters import WorksItemFilter
from projects.items.models import WorksItem
from projects.register.exchange import CODE, NAME, NamesProject
from projects.register.models import ProjectCommunity

COMMUNITY, ITEM, ITEM_NAME = "小区编号", "内容代码", "内容"
HEADERS = {"community": COMMUNITY, "item": ITEM}
OWN = ("answer", "reason", "measure", "planned", "done", "planned_cost", "done_cost", "note")


@register
class WorksItemSheet(NamesProject):
    kind, title, model = "works_items", "改造内容", WorksItem
    columns = (
        Text(CODE, "project_code", ("代码",), longest=24, width=24, help="没有项目代码的，填项目名称"),
        Text(NAME, "project_name", ("项目",), longest=120, width=26, example="双桥新村改造项目"),
        Digits(COMMUNITY, "community_code", ("小区代码",), required=True, pattern=r"\d{13,15}",
               words="小区编号是 13 位数字", width=16, example="3302030060001"),
        Text("小区名称", "community_name", ("小区",), help="只供核对，按小区编号读取"),
        Text(ITEM, "item_code", ("目录代码", "编码"), longest=4, help="目录里的代码，例如 W15", example="W15"),
        Text(ITEM_NAME, "item_name", ("改造内容",), width=20, help="有内容代码时只供核对", example="加装电梯"),
        Choice("安排", "answer", (), choices=tuple(WorksItem.Answer.choices), help="空着就是改造", example="改造"),
        Text("不需要的原因", "reason", ("原因",), longest=120, width=20),
        Number("计划数量", "planned", ("数量",), example="3"),
        Text("计量单位", "measure", ("单位",), longest=10, help="空着就按目录", example="部"),
        Number("完成数量", "done", ()),
        Number("计划投资（万元）", "planned_cost", ("计划投资", "投资"), example="180"),
        Number("完成投资（万元）", "done_cost", ("完成投资",)),
        Text("做法", "note", ("说明", "备注"), longest=200, width=24),
    )  # fmt: skip
    must_have, code_name = ("community_code",), "project_code"
    act, list_page, filterset_class = Act.ITEM_EDIT, "projects:works_items", WorksItemFilter
    own = frozenset({"measure"})  # the other facts go through actions.put

    @cached_property
    def items(self):
        """The catalogue by code and by name."""
        found = list(CatalogueItem.objects.select_related("item_class"))
        return {i.pk: i for i in found} | {i.name: i for i in found}

    def shown(self, rows):
        return rows.select_related("project", "community", "item")

    def existing(self, chunk, lock):
        """The projects, their communities and items that the chunk names; the projects are locked for a commit."""
        keys = set(self.load_projects(chunk, lock))
        codes = {row.values["community_code"] for row in chunk if "community_code" in row.values}
        self.communities = {c.code: c for c in Community.objects.filter(code__in=codes)}
        self.members = {key: set() for key in keys}
        for project, community in ProjectCommunity.objects.filter(project__in=keys).values_list("project", "community"):
            self.members[project].add(community)
        items = WorksItem.objects.filter(project__in=keys, community__in=self.communities.values())
        items = items.select_for_update(of=["self"]) if lock else items
        return {
            (i.project_id, i.community_id, i.item_id): i
            for i in items.select_related("project__area", "community", "item")
        }

    def identify(self, row):
        """First which project, community and item a row means; then, as everywhere, whether it is there twice."""
        row.extra["project"] = self.project_of(row)
        row.extra["community"] = self.look_up(row, COMMUNITY, "community_code", self.communities)
        row.extra["item"] = self.item_of(row)
        super().identify(row)

    def item_of(self, row):
        header, name = (ITEM, "item_code") if "item_code" in row.values else (ITEM_NAME, "item_name")
        if name not in row.values:
            row.wrong(ITEM, "请填内容代码")
            return None
        return self.look_up(row, header, name, self.items)

    def look_up(self, row, header, name, table):
        words = row.values.get(name)
        if words is None:
            return None
        found = table.get(words.upper() if name == "item_code" else words)
        if found is None:
            row.wrong(header, f"没有“{words}”，请核对")
        return found

    def keys(self, row):
        found = [row.extra[name] for name in ("project", "community", "item")]
        return [] if None in found else [(ITEM, (found[0].code or found[0].name, found[1].code, found[2].pk))]

    def find(self, row, known):
        return known.get(tuple(getattr(row.extra[name], "pk", None) for name in ("project", "community", "item")))

    def fill(self, row):
        for name in ("project", "community", "item"):
            if row.extra[name] is not None:
                setattr(row.obj, name, row.extra[name])
        super().fill(row)
        if row.obj.item_id:
            put(row.obj, {name: row.values[name] for name in OWN if name in row.values})

    def check(self, row):
        item = row.obj
        if not self.by.may(self.act, item):
            row.wrong(CODE, f"“{item.project}”不归您编辑（{self.by.scope_label}）")
        elif (words := rules.closed(item.project)) and snapshot(item) != row.before:
            row.wrong(CODE, words)
        headers = {column.name: column.header for column in self.columns} | HEADERS
        for field, words in rules.faults(item, self.members[item.project_id]).items():
            row.wrong(headers[field], "；".join(words))

    def write(self, rows, batch):
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)

    def value(self, obj, name):
        plain = {
            "project_code": obj.project.code,
            "project_name": obj.project.name,
            "community_code": obj.community.code,
            "community_name": obj.community.name,
            "item_code": obj.item_id,
            "item_name": obj.item.name,
        }
        return plain[name] if name in plain else super().value(obj, name)
