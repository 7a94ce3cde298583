"""The demo city's staff: one account per role, all with the demo password."""

from accounts.actions import appoint
from accounts.models import Area, User
from accounts.policy import Act, Role
from core.actors import SYSTEM
from core.changes import change

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


def build(password):
    """{account name: user}. Demo accounts need not change their password at first sign-in."""
    people = {}
    for username, name, office, role, code in PEOPLE:
        user = User(username=username, display_name=name, office=office, must_change_password=False)
        user.set_password(password)
        with change(user, by=SYSTEM, act=Act.ACCOUNT_MANAGE, note="演示账号"):
            pass
        appoint(user, by=SYSTEM, role=role, area=Area.objects.get(code=code), note="演示账号")
        people[username] = user
    return people
