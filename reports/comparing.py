"""Two sets of frozen figures side by side: what a revision changed, in the words of the figures."""

NAMES = [
    ("communities", "应改小区", "个"),
    ("floor_area_m2", "应改面积", "㎡"),
    ("households", "应改户数", "户"),
    ("plan.communities", "计划小区", "个"),
    ("plan.floor_area_m2", "计划面积", "㎡"),
    ("plan.households", "计划户数", "户"),
    ("plan.investment", "计划投资", "万元"),
    ("started", "已开工小区", "个"),
    ("started_area_m2", "已启动面积", "㎡"),
    ("rates.start.percent", "启动率", "%"),
    ("deviation", "偏差", "个百分点"),
    ("completed", "已完工小区", "个"),
    ("completed_area_m2", "已完工面积", "㎡"),
    ("rates.completion.percent", "完工率", "%"),
    ("invested", "累计完成投资", "万元"),
    ("rates.investment.percent", "投资完成率", "%"),
    ("delivered.lifts", "加装电梯", "部"),
    ("delivered.parking_spaces", "增设停车位", "个"),
    ("delivered.charging_points", "充电桩", "个"),
    ("delivered.pipes_km", "改造管线", "公里"),
    ("delivered.service_facilities", "服务设施", "处"),
    ("feedback.received", "本期收到诉求", "件"),
    ("feedback.closed", "本期办结诉求", "件"),
    ("feedback.overdue", "超期未办结诉求", "件"),
    ("problems.not_begun", "未按期开工项目", "个"),
    ("problems.not_finished", "未按期完工项目", "个"),
    ("problems.unreported", "没有上报进展的项目", "个"),
]


def at(figures, path):
    """What stands at a dotted path; None where a part is missing."""
    for name in path.split("."):
        figures = figures.get(name) if isinstance(figures, dict) else None
    return figures


def differences(old, new):
    """[(name, unit, old, new)] of the figures that differ."""
    pairs = [(name, unit, at(old, path), at(new, path)) for path, name, unit in NAMES]
    return [row for row in pairs if row[2] != row[3]]
