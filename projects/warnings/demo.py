"""The demo's warnings: raised by the rules a fortnight ago and today, most of the old ones answered, some overcome."""

from datetime import timedelta

from accounts.policy import Act
from core.changes import change_many, snapshot
from projects.progress.schedule import standings
from projects.register.models import Project
from projects.warnings.models import ProjectWarning, Talk, WarningRule
from projects.warnings.raising import raise_due
from projects.warnings.rules import rules_on, worse, worst_fall

NOTE = "演示数据"
State = ProjectWarning.State
ANSWERS = [
    ("梅雨季节停工 9 天，外墙保温材料供应滞后", "增加一个外墙班组，材料改由本地厂家供应，每周五报进度"),
    ("管线迁改与燃气公司交叉，等待停气窗口 12 天", "燃气停气日已约定，雨污管线两个工作面同时施工"),
    ("居民对停车方案意见不一，重新征求意见", "方案已公示，先做楼道和屋面，停车区域放到下月"),
]
EVIDENCE = "最近一月进展已核实，现场复查照片已上传，进度回到计划以内"


def build(*, today, rng, by):
    raise_due(today - timedelta(days=16))
    earlier = list(ProjectWarning.objects.select_related("project").order_by("pk"))
    answered = [w for w in earlier if rng.random() < 0.7]
    pairs = []
    for warning in answered:
        before = snapshot(warning)
        warning.answer, warning.recovery = rng.choice(ANSWERS)
        warning.state, warning.recover_by = State.ANSWERED, today + timedelta(days=rng.randint(10, 60))
        warning.responsible = rng.choice(["周明", "陈岚", "王建国", "沈丽"])
        pairs.append((warning, before))
    change_many(pairs, by=by, act=Act.WARNING_ANSWER, note=NOTE)
    overcome(answered, today, by)
    raise_due(today)
    talk([w for w in earlier if w.colour == WarningRule.Colour.RED], today, by)


def overcome(answered, today, by):
    """Those that fall under no rule of their colour any more are closed."""
    rules, standing = rules_on(today), standings(Project.objects.filter(warnings__in=answered), today)
    pairs = []
    for warning in answered:
        fall = worst_fall(warning.project, standing[warning.project_id], rules, today)
        if fall and not worse(warning.colour, fall.rule.colour):
            continue
        before = snapshot(warning)
        warning.state, warning.evidence, warning.closed_on = State.CLOSED, EVIDENCE, today
        pairs.append((warning, before))
    change_many(pairs, by=by, act=Act.WARNING_CLOSE, note=NOTE)


def talk(red, today, by):
    """Every second project in the red was called in; the first talks have their result."""
    asked = "每周五前报进展；增加两个班组；卡住的手续由区里协调，月底前补齐"
    made = [
        Talk(
            warning=warning,
            held_on=today - timedelta(days=9),
            host="市住建局副局长 周明",
            guests=f"{warning.project.area}分管负责人、施工单位项目经理",
            asked=asked,
            due_on=today + timedelta(days=21),
            result="两个班组已进场，上周完成产值是前一周的 1.6 倍" if n % 2 == 0 else "",
            result_on=today - timedelta(days=1) if n % 2 == 0 else None,
        )
        for n, warning in enumerate(red[::2])
    ]
    change_many([(one, {}) for one in made], by=by, act=Act.WARNING_TALK, note=NOTE)
