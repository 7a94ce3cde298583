"""The demo city's staff: one account per role, all with the demo password."""

from accounts.actions import appoint, save_organisation
from accounts.models import Area, Organisation, User
from accounts.policy import Act, Role
from core.actors import SYSTEM
from core.changes import change

NOTE = "演示账号"
PEOPLE = [  # account, name, office, role, area
    ("city", "林慧", "宁波市住房和城乡建设局", Role.CITY, "3302"),
    ("district", "周明", "海曙区住房和城乡建设局", Role.DISTRICT, "330203"),
    ("street", "陈岚", "白云街道办事处", Role.STREET, "330203006"),
    ("street2", "方洁", "东柳街道办事处", Role.STREET, "330212012"),
    ("auditor", "郑直", "宁波市审计局", Role.AUDITOR, "3302"),
    ("sysadmin", "系统管理员", "信息中心", Role.SYSTEM_ADMIN, "3302"),
    ("secadmin", "安全管理员", "信息中心", Role.SECURITY_ADMIN, "3302"),
    ("auditadmin", "审计管理员", "信息中心", Role.AUDIT_ADMIN, "3302"),
]


FIRMS = [  # account, name, organisation, its kind, role
    ("utility", "何川", "兴光燃气公司（演示）", "utility", Role.UTILITY),
    ("contractor", "施宏", "甬江建工（演示）", "company", Role.CONTRACTOR),
    ("supervisor", "钱正", "甬江监理（演示）", "company", Role.SUPERVISOR),
    ("enforcement", "程立", "海曙区综合行政执法局（演示）", "government", Role.DEPARTMENT),
]


def build(password):
    """{account name: user}. Demo accounts need not change their password at first sign-in."""
    people = {}
    for username, name, office, role, code in PEOPLE:
        people[username] = account(username, name, office, password)
        appoint(people[username], by=SYSTEM, role=role, area=Area.objects.get(code=code), note=NOTE)
    for username, name, office, kind, role in FIRMS:
        people[username] = account(username, name, office, password)
        firm = save_organisation(Organisation(), by=SYSTEM, name=office, kind=kind, contact=name)
        appoint(people[username], by=SYSTEM, role=role, organisation=firm, note=NOTE)
    return people


def account(username, name, office, password):
    user = User(username=username, display_name=name, office=office, must_change_password=False)
    user.set_password(password)
    with change(user, by=SYSTEM, act=Act.ACCOUNT_MANAGE, note=NOTE):
        pass
    return user
