"""The directory of organisations as a sheet; a known credit code with another name is a firm that was renamed."""

from dataclasses import dataclass

from django.db.models import Q
from stdnum.cn import uscc

from accounts.models import Organisation
from accounts.policy import Act
from core.changes import change_many
from core.exchange.columns import Choice, Text
from core.exchange.registry import register
from core.exchange.sheet import Sheet
from projects.directory.filters import OrganisationFilter

NAME, CODE = "单位名称", "统一社会信用代码"


@dataclass(frozen=True)
class Uscc(Text):
    """Eighteen characters whose last one checks the others."""

    def read(self, value):
        words, notice = super().read(value)
        if not uscc.is_valid(words):
            raise ValueError(f"应为 18 位，最后一位是校验码，“{words}”不对，请核对")
        return uscc.compact(words), notice


@register
class OrganisationSheet(Sheet):
    kind, title, model = "organisations", "单位名录", Organisation
    columns = (
        Text(NAME, "name", ("名称", "单位"), required=True, longest=80, width=28, example="甬安建设"),
        Uscc(CODE, "uscc", ("信用代码", "社会信用代码"), width=22, help="18 位；还没有的空着"),
        Choice("类别", "kind", ("单位类别",), choices=tuple(Organisation.Kind.choices), example="企业"),
        Text("联系人", "contact", (), longest=40),
        Text("联系电话", "phone", ("电话",), longest=20),
    )
    must_have = ("name",)
    act, list_page, filterset_class = Act.ORGANISATION_EDIT, "projects:organisations", OrganisationFilter
    own = frozenset({"name", "uscc", "kind", "contact", "phone"})

    def existing(self, chunk, lock):
        given = lambda column: [row.values[column] for row in chunk if column in row.values]  # noqa: E731
        rows = Organisation.objects.filter(Q(name__in=given("name")) | Q(uscc__in=given("uscc")))
        rows = rows.select_for_update() if lock else rows
        found = {}
        for one in rows:
            found[NAME, one.name] = one
            found[CODE, one.uscc] = one
        return found

    def keys(self, row):
        pairs = ((NAME, row.values.get("name")), (CODE, row.values.get("uscc")))
        return [(header, key) for header, key in pairs if key]

    def find(self, row, known):
        named = known.get((NAME, row.values.get("name")))
        coded = known.get((CODE, row.values["uscc"])) if "uscc" in row.values else None
        if named and coded and named.pk != coded.pk:
            row.wrong(CODE, f"这个代码是“{coded.name}”的")
        return coded or named

    def write(self, rows, batch):
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)
