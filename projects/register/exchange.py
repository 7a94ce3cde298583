"""Projects as a sheet, and what sheets of a project's records share: a project is named by its code or its name."""

from functools import cached_property

from accounts.former import AreaFinder
from accounts.policy import Act
from communities.models import Community, RenovationUnit
from core.exchange.columns import Choice, Day, Digits, Names, Number, Text, Year
from core.exchange.registry import register
from core.exchange.sheet import Sheet
from projects.register import actions
from projects.register.filters import ProjectFilter
from projects.register.models import Project, ProjectCommunity

CODE, NAME, STREET, MEMBERS, UNIT = "项目代码", "项目名称", "街道（镇、乡）", "小区编号", "片区编号"
CODE_COLUMN = Digits(CODE, "code", ("代码",), pattern=r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}",
                     words="项目代码形如 2111-330213-04-01-452241", width=24, help="没有赋码的空着")  # fmt: skip


class NamesProject(Sheet):
    """A sheet whose rows name a project by its code (column `code_name`) or, where it has none, by `project_name`."""

    code_name = "code"

    def load_projects(self, chunk, lock):
        """The chunk's projects by code and by name, locked for a commit."""
        codes, names = (
            {row.values[name] for row in chunk if name in row.values} for name in (self.code_name, "project_name")
        )
        seen = Project.objects.visible_to(self.by)
        rows = (seen.filter(code__in=codes) | seen.filter(name__in=names)).order_by("pk")
        self.projects = {}
        for project in (rows.select_for_update(of=["self"]) if lock else rows).select_related("area"):
            for key in filter(None, (project.code, project.name)):
                self.projects.setdefault(key, []).append(project)
        return {project.pk: project for own in self.projects.values() for project in own}

    def project_of(self, row, needed=True):
        """The one project that a row names, or None with a word at the cell."""
        code, name = row.values.get(self.code_name), row.values.get("project_name")
        header, words = (CODE, code) if code else (NAME, name)
        found = self.projects.get(words, [])
        if len(found) == 1:
            return found[0]
        if not words:
            row.wrong(CODE, "请填项目代码或项目名称")
        elif found:
            row.wrong(header, f"有 {len(found)} 个项目叫“{words}”，请填项目代码")
        elif needed:
            row.wrong(header, f"没有“{words}”这个项目，或者不在您的范围")
        return None


@register
class ProjectSheet(NamesProject):
    kind, title, model = "projects", "改造项目", Project
    columns = (
        CODE_COLUMN,
        Text(NAME, "project_name", ("项目",), required=True, longest=120, width=26, example="双桥新村改造项目"),
        Text("区（县、市）", "district_name", ("区县",), longest=40, example="海曙区"),
        Text(STREET, "area_name", ("街道", "镇街"), required=True, longest=40, example="白云街道", width=14),
        Names(MEMBERS, "members", ("小区代码",), required=True, width=30, help="几个小区用顿号隔开",
              example="3302030060001"),
        Text("小区名称", "member_names", ("小区",), longest=2000, width=26, help="只供核对，按小区编号读取"),
        Text(UNIT, "unit_code", ("片区",), longest=20),
        Year("计划年度", "plan_year", ("年度",), required=True, ahead=10, example="2026"),
        Choice("计划类别", "plan_kind", ("类别",), choices=tuple(Project.PlanKind.choices), example="新建"),
        Day("计划开工", "planned_start", (), required=True),
        Day("计划完工", "planned_finish", (), required=True),
        Number("计划投资（万元）", "budget", ("计划投资", "投资"), example="1200"),
        Text("建设单位", "owner", (), longest=80, width=18),
        Text("施工单位", "contractor", (), longest=80, width=18),
        Day("审批（许可）日期", "permit_date", ("审批日期",)),
        Day("合同日期", "contract_date", ()),
        Text("状态", "state", (), longest=20, help="只供核对，由手续和进展推进"),
    )  # fmt: skip
    must_have = ("project_name", "plan_year")
    act, list_page, filterset_class = Act.PROJECT_EDIT, "projects:list", ProjectFilter
    own = frozenset({
        "plan_year", "plan_kind", "planned_start", "planned_finish", "budget", "owner", "contractor", "permit_date",
        "contract_date",
    })  # fmt: skip

    @cached_property
    def areas(self):
        return AreaFinder()

    def shown(self, rows):
        return rows.select_related("area__parent", "unit").prefetch_related("communities")

    def place(self, row):
        words = row.values.get("area_name")
        if words is None:
            return
        found = self.areas.find(words, row.values.get("district_name", ""))
        if found.area is None:
            row.wrong(STREET, found.error)
        else:
            row.values["area"] = found.area

    def existing(self, chunk, lock):
        found = self.load_projects(chunk, lock)
        codes = {code for row in chunk for code in row.values.get("members", ())}
        self.communities = {c.code: c for c in Community.objects.filter(code__in=codes).select_related("area")}
        units = {row.values["unit_code"] for row in chunk if "unit_code" in row.values}
        self.units = {u.code: u for u in RenovationUnit.objects.filter(code__in=units).select_related("area")}
        self.members = {key: set() for key in found}
        for project, code in ProjectCommunity.objects.filter(project__in=found).values_list(
            "project", "community__code"
        ):
            self.members[project].add(code)
        return found

    def identify(self, row):
        row.extra["project"] = self.project_of(row, needed=False)
        return super().identify(row)

    def keys(self, row):
        return [(name, row.values[key]) for name, key in ((CODE, "code"), (NAME, "project_name")) if key in row.values]

    def find(self, row, known):
        """By its code; a code nobody has yet may be new to a project known by its name."""
        by_name = self.projects.get(row.values.get("project_name"), [])
        return row.extra["project"] or (by_name[0] if len(by_name) == 1 and not by_name[0].code else None)

    def fill(self, row):
        super().fill(row)
        p, street = row.obj, row.values.get("area")
        p.name = row.values.get("project_name", p.name)
        p.code = row.values.get("code", p.code)
        if street is not None:
            p.area = street
        unit = row.values.get("unit_code")
        if unit and unit not in self.units:
            row.wrong(UNIT, f"没有编号为“{unit}”的片区")
        elif unit:
            p.unit = self.units[unit]
        self.fill_members(row)

    def fill_members(self, row):
        wanted = row.values.get("members")
        if wanted is None:
            return
        missing = [code for code in wanted if code not in self.communities]
        if missing:
            row.wrong(MEMBERS, f"没有编号为“{'、'.join(missing)}”的小区")
        row.extra["communities"] = [self.communities[code] for code in wanted if code in self.communities]
        row.extra["changed"] = set(wanted) != self.members.get(row.obj.pk, set())

    def check(self, row):
        if not self.by.may(Act.PROJECT_EDIT if row.before else Act.PROJECT_CREATE, row.obj):
            row.wrong(STREET, f"{row.obj.area}不在您的管辖范围（{self.by.scope_label}）")
        if row.obj.planned_finish < row.obj.planned_start:
            row.wrong("计划完工", "计划完工不能早于计划开工")

    def write(self, rows, batch):
        """Through the same actions as the pages; one that is refused stops the whole sheet."""
        for row in rows:
            p = row.obj
            facts = {name: getattr(p, name) for name in (*self.own, "name", "code", "area", "unit")}
            if row.before:
                actions.edit(p, by=self.by, note=f"导入 {batch}", communities=row.extra.get("communities"), **facts)
            else:
                actions.create(by=self.by, communities=row.extra["communities"], **facts)

    def value(self, obj, name):
        plain = {
            "project_name": lambda: obj.name,
            "district_name": lambda: obj.area.parent.name,
            "area_name": lambda: obj.area.name,
            "members": lambda: [c.code for c in obj.communities.all()],
            "member_names": lambda: "、".join(c.name for c in obj.communities.all()),
            "unit_code": lambda: obj.unit.code if obj.unit else "",
            "state": obj.get_status_display,
        }
        return plain[name]() if name in plain else super().value(obj, name)
