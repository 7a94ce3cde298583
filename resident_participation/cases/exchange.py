"""Cases as a sheet: 12345 orders in, the filtered list out with all that recomputing the figures takes."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from accounts.policy import Act
from communities.buildings.columns import Numbered, YesNo
from communities.buildings.exchange import COMMUNITY, OfCommunity
from core.changes import change_many
from core.exchange.columns import Choice, Column, Day, Text, Whole, plain_text
from core.exchange.registry import register
from core.secrets import mask_name, mask_phone
from resident_participation.cases import words
from resident_participation.cases.clocks import Clocks
from resident_participation.cases.filters import FeedbackFilter
from resident_participation.cases.holders import default_office
from resident_participation.cases.models import Feedback, Handler
from resident_participation.cases.numbers import next_numbers
from resident_participation.cases.safety import raised
from resident_participation.cases.standards import FeedbackCategory, SafetyWord

ORDER, CATEGORY, RECEIVED = "12345工单号", "类别", "登记时间"
PATTERNS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M")


@dataclass(frozen=True)
class Moment(Column):
    """A day and time: 2026-11-28 14:30; a day alone means its end of office hours."""

    alone: time = time(17, 30)

    def read(self, value):
        if isinstance(value, datetime):
            return timezone.make_aware(value.replace(microsecond=0, tzinfo=None)), None
        text = plain_text(value).replace("T", " ").split("+")[0]
        for pattern in PATTERNS:
            try:
                return timezone.make_aware(datetime.strptime(text, pattern)), None
            except ValueError:
                continue
        day, notice = Day(self.header, self.name).read(value if isinstance(value, date) else text)
        return timezone.make_aware(datetime.combine(day, self.alone)), notice or f"按 {self.alone:%H:%M} 读取"

    def show(self, value):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}" if value else ""


def told(header, name, kind=Text, **more):
    """A column that goes out and is passed over on the way in."""
    return kind(header, name, help="导入时不读", **more)


@register
class FeedbackSheet(OfCommunity):
    kind, title, model, list_page = "feedback", "意见诉求（12345工单）", Feedback, "resident_participation:inbox"
    act, filterset_class = Act.FEEDBACK_IMPORT, FeedbackFilter
    columns = (
        told("编号", "number", width=16),
        Text(ORDER, "external_number", ("工单号", "工单编号", "12345编号"), longest=40, width=20,
             example="NB20261128000123"),
        *COMMUNITY,
        Numbered("楼栋", "building", ("幢号", "楼号"), longest=20, suffix="幢", example="5幢"),
        Choice("来源", "channel", ("诉求来源",), choices=tuple(Feedback.Channel.choices)),
        Text(CATEGORY, "category_name", ("诉求类别", "工单类别"), longest=40, example="咨询"),
        Choice("级别", "severity", (), choices=tuple(Feedback.Severity.choices)),
        Text("内容", "text", ("诉求内容", "工单内容", "反映内容"), required=True, longest=2000, width=40),
        Text("联系人", "contact_name", ("来电人", "姓名"), longest=40, help="导出时遮盖"),
        Text("联系电话", "contact_phone", ("来电号码", "电话", "手机"), longest=20, width=14, help="导出时遮盖"),
        Moment(RECEIVED, "received_at", ("来电时间", "受理日期", "工单时间"), width=19, alone=time(8, 30),
               example="2026-11-28 09:30"),
        Moment("12345办理期限", "external_due_at", ("工单期限", "要求办结时间", "办结期限"), width=19),
        told("状态", "state", Choice, choices=tuple(Feedback.State.choices)),
        told("承办单位", "handler_office", width=18),
        told("受理时间", "accepted_at", Moment, width=19),
        told("答复期限", "answer_due_at", Moment, width=19),
        told("首次答复时间", "answered_at", Moment, width=19),
        told("办理期限", "due_at", Moment, width=19),
        told("答复时间", "replied_at", Moment, width=19),
        told("办结时间", "closed_at", Moment, width=19),
        told("暂停起", "paused_at", Moment, width=19),
        told("暂停次数", "pauses", Whole),
        told("移交次数", "hand_overs", Whole),
        told("重办次数", "reopened", Whole),
        told("回访结果", "outcome", Choice, choices=tuple(Feedback.Outcome.choices)),
        told("满意", "satisfied", YesNo),
        told("并入", "lead_number", width=16),
        told("答复", "reply", longest=2000, width=40),
    )  # fmt: skip
    must_have = ("external_number", "text")
    own = frozenset({
        "external_number", "building", "channel", "severity", "text", "contact_name", "contact_phone", "received_at",
        "external_due_at",
    })  # fmt: skip

    def __init__(self, by):
        super().__init__(by)
        self.categories = {c.name: c for c in FeedbackCategory.objects.all()}
        self.words = list(SafetyWord.objects.values_list("word", flat=True))
        self.clocks = {}  # {day of receipt: the limits in force}

    def shown(self, rows):
        return rows.select_related("community__area", "community__district", "category", "lead")

    def existing(self, chunk, lock):
        self.place_communities(chunk)
        keys = {row.values["external_number"] for row in chunk if row.values.get("external_number")}
        rows = Feedback.objects.filter(external_number__in=keys).select_related("community__area")
        return {case.external_number: case for case in (rows.select_for_update(of=["self"]) if lock else rows)}

    def keys(self, row):
        key = row.values.get("external_number")
        return [(ORDER, key)] if key else []

    def find(self, row, known):
        return known.get(row.values.get("external_number"))

    def fill(self, row):
        """A known order takes the outside limit and nothing else: what was said and done stays."""
        if row.before:
            if "external_due_at" in row.values:
                row.obj.external_due_at = row.values["external_due_at"]
            return
        super().fill(row)
        case, name = row.obj, row.values.get("category_name")
        if not case.external_number:
            row.wrong(ORDER, "没有填12345工单号；平台自己登记的诉求不用导入")
        if name and name not in self.categories:
            row.wrong(CATEGORY, f"没有“{name}”这个类别，可填：{'、'.join(self.categories)}")
        elif row.values.get("community"):
            self.begin(row, case, self.categories.get(name) or self.categories.get("咨询"))

    def begin(self, row, case, category):
        case.community, case.category = row.values["community"], category
        case.channel = row.values.get("channel", Feedback.Channel.HOTLINE)
        if case.received_at > timezone.now():
            row.wrong(RECEIVED, "登记时间不能晚于现在")
        raised(case, self.words)
        day = timezone.localdate(case.received_at)
        if day not in self.clocks:
            self.clocks[day] = Clocks(day)
        self.clocks[day].start(case)

    def check(self, row):
        case = row.obj
        if row.before and not self.by.may(self.act, case):
            row.wrong(ORDER, "这个工单在别的辖区登记过，请核对")
        if "*" in case.contact_phone + case.contact_name and not row.before:
            row.wrong("联系电话", "姓名或电话是遮盖过的，请填完整的，或者把这一格空着")

    def write(self, rows, batch):
        new = [row.obj for row in rows if not row.before]
        for case, number in zip(new, next_numbers(Feedback, len(new)) if new else (), strict=True):
            case.number, case.logged_by_id = number, self.by.pk
            case.word_hash = words.hash_of(number, words.new_word())  # nobody knows it until a receipt is printed
            case.handler_office = default_office(case, Handler.STREET)
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)

    def value(self, obj, name):
        masked = {"contact_name": mask_name, "contact_phone": mask_phone}
        if name in masked:
            return masked[name](getattr(obj, name))
        others = {"category_name": obj.category.name, "lead_number": obj.lead.number if obj.lead else ""}
        if name in others:
            return others[name]
        here = ("community_code", "community_name", "district_name", "area_name")
        return self.value_of_community(obj.community, name) if name in here else getattr(obj, name)
