"""The frame of every staff page: what stands in the rail, for whom. One table; rights decide what is shown."""

from django.conf import settings
from django.urls import reverse

from accounts.policy import Act

BUSINESS = None  # everybody who has business rows to see in an area
EVERYBODY = "everybody"  # firms as well: what concerns their organisation
SECTIONS = [
    (
        "总览",
        [("驾驶舱", "home", "layout-dashboard", BUSINESS), ("我的待办", "my_work", "list-details", EVERYBODY)],
    ),
    (
        "一图一档",
        [
            ("小区档案", "communities:list", "building-community", BUSINESS),
            ("改造地图", "communities:atlas", "map-pin", BUSINESS),
            ("楼栋", "communities:building_list", "elevator", BUSINESS),
            ("公共设施", "communities:facilities", "building-bank", BUSINESS),
            ("存量空间", "communities:stock_spaces", "key", BUSINESS),
            ("底数版本", "communities:baselines", "bookmark-plus", BUSINESS),
        ],
    ),
    (
        "体检评估",
        [
            ("调查摸底", "communities:surveys", "file-text", BUSINESS),
            ("短板分析", "communities:gaps", "checkup-list", BUSINESS),
            ("生活圈", "communities:coverage", "route", BUSINESS),
            ("改造方式", "communities:strategies", "adjustments-horizontal", BUSINESS),
            ("需求排序", "communities:need_ranking", "target-arrow", BUSINESS),
        ],
    ),
    (
        "改造实施",
        [
            ("改造片区", "communities:units", "map", BUSINESS),
            ("片区方案", "projects:precinct_plans", "file-text", BUSINESS),
            ("计划目标", "projects:plan", "target", BUSINESS),
            ("年度计划", "projects:annual_plans", "calendar", BUSINESS),
            ("意愿征询", "projects:consultations", "heart-handshake", BUSINESS),
            ("改造项目", "projects:list", "crane", EVERYBODY),
            ("专项工程", "projects:special_works", "route", EVERYBODY),
            ("合同", "projects:contract_list", "file-text", BUSINESS),
            ("资金", "projects:funds_overview", "building-bank", BUSINESS),
            ("合作征集", "projects:calls", "heart-handshake", BUSINESS),
            ("检查问题", "projects:findings", "checkbox", EVERYBODY),
            ("保修报修", "projects:defects", "refresh", EVERYBODY),
            ("改造深度", "projects:depth", "chart-bar", BUSINESS),
            ("月度进展", "projects:progress", "progress", BUSINESS),
            ("工程节点", "projects:milestones", "calendar", BUSINESS),
            ("进度预警", "projects:warnings", "alert-triangle", BUSINESS),
        ],
    ),
    (
        "民意",
        [
            ("意见诉求", "resident_participation:inbox", "message-2", EVERYBODY),
            ("表决和征询", "resident_participation:rounds", "checkup-list", BUSINESS),
            ("业主名册", "resident_participation:roll_rows", "users", BUSINESS),
            ("执法进小区", "resident_participation:enforcement_cases", "shield-lock", EVERYBODY),
            ("议事组织", "resident_participation:bodies", "users-group", BUSINESS),
            ("会议", "resident_participation:meetings", "calendar", BUSINESS),
            ("会议决议", "resident_participation:resolutions", "checkbox", BUSINESS),
            ("能人库", "resident_participation:talents", "user", BUSINESS),
            ("居民监督", "resident_participation:supervision", "camera", EVERYBODY),
            ("效果评价", "resident_participation:assessments", "chart-bar", BUSINESS),
            ("方案意见", "resident_participation:opinions", "message-2", BUSINESS),
            ("改造倡议", "resident_participation:initiatives", "flag", BUSINESS),
            ("共建事项", "resident_participation:clearances", "users-group", BUSINESS),
        ],
    ),
    (
        "成果",
        [
            ("进展月报", "reports:list", "file-text", BUSINESS),
            ("统计表", "reports:tables", "chart-bar", BUSINESS),
            ("历年趋势", "reports:history", "history", BUSINESS),
        ],
    ),
    (
        "管理",
        [
            ("导入导出", "imports:list", "file-import", Act.COMMUNITY_IMPORT),
            ("单位名录", "projects:organisations", "users", BUSINESS),
            ("标准值", "thresholds", "list-details", BUSINESS),
            ("后台任务", "jobs", "clock", BUSINESS),
            ("账号与授权", "accounts:accounts", "users", (Act.ACCOUNT_MANAGE, Act.APPOINTMENT_MANAGE)),
            ("定时任务", "schedules", "calendar", Act.SCHEDULE_EDIT),
            ("审计记录", "accounts:audit", "shield-lock", Act.AUDIT_READ),
            ("通知", "outbox:list", "send", (Act.NOTICE_SEND, Act.NOTICE_RETRY)),
            ("接口推送", "webhooks:list", "plug-connected", Act.WEBHOOK_EDIT),
        ],
    ),
]
TABBAR = ("home", "my_work", "communities:list", "projects:progress", "resident_participation:inbox")
FIRMS_TABBAR = ("my_work", "projects:list", "projects:special_works", "resident_participation:enforcement_cases")


def frame(request):
    """Context of every page: site, demo mark, rail, phone bar."""
    user = getattr(request, "user", None)
    context = {"site": settings.SITE, "demo": settings.DEMO, "nav": [], "tabbar": [], "scope_label": ""}
    if user is None or not user.is_authenticated:
        return context
    sections = [
        {"title": title, "items": [item(request, entry) for entry in entries if allowed(user, entry[3])]}
        for title, entries in SECTIONS
    ]
    items = {entry["name"]: entry for section in sections for entry in section["items"]}
    return context | {
        "nav": [section for section in sections if section["items"]],
        "tabbar": [items[name] for name in (TABBAR if user.prefixes else FIRMS_TABBAR) if name in items],
        "scope_label": user.scope_label,
    }


def allowed(user, acts):
    if acts is BUSINESS:
        return bool(user.prefixes)
    if acts is EVERYBODY:
        return bool(user.prefixes or user.organisations)
    return any(user.may_somewhere(act) for act in (acts if isinstance(acts, tuple) else (acts,)))


def item(request, entry):
    label, name, icon, _ = entry
    url = reverse(name)
    current = request.path == url if url == "/" else request.path.startswith(url)
    return {"label": label, "name": name, "url": url, "icon": icon, "current": current, "count": None}
