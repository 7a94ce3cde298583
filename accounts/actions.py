"""What happens to accounts and appointments. System administrators make accounts, security administrators appoint."""

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.models import Appointment, Organisation, PasswordHistory, User
from accounts.policy import Act
from core.changes import change
from core.errors import Refused

LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without those that look alike


def create_account(*, by, username, display_name, office=""):
    """A new account without any right. Returns it and its first password, which must be changed at first sign-in."""
    password = first_password()
    new = User(username=username, display_name=display_name, office=office)
    new.set_password(password)
    with change(new, by=by, act=Act.ACCOUNT_MANAGE) as user:
        pass
    return user, password


def edit_account(user, *, by, version=None, **values):
    with change(user, by=by, act=Act.ACCOUNT_MANAGE, version=version) as account:
        for name, value in values.items():
            setattr(account, name, value)
    if not account.is_active:
        end_sessions(account)
    return account


def reset_password(user, *, by):
    """A new first password for somebody who forgot theirs.

    Not for the three administrators: whoever reads the new password could act in an office that is not theirs.
    """
    if user.is_administrator:
        raise Refused("administrator", "管理员岗位的密码不能在页面上重置，请在服务器上用 manage.py changepassword 办理")
    password = first_password()
    with change(user, by=by, act=Act.ACCOUNT_MANAGE, note="重置密码") as account:
        account.set_password(password)
        account.must_change_password = True
    end_sessions(account)
    return password


def change_own_password(user, *, password):
    """The person's own act; everybody may. Tokens got with the old password end with it, as other sessions do."""
    validate_password(password, user)
    with transaction.atomic():
        PasswordHistory.objects.create(user=user, password=user.password)
        with change(user, by=Self(user), act="account.password") as account:
            account.set_password(password)
            account.must_change_password, account.password_changed_at = False, timezone.now()
        account.auth_token_set.all().delete()
    return account


@transaction.atomic
def appoint(user, *, by, role, area=None, org=None, organisation=None, note=""):
    """Give somebody a role in an area, a management organisation or an organisation; the rules are its own."""
    if user.pk == by.pk:
        raise Refused("own_appointment", "不能给自己授权，请由另一位安全管理员办理")
    User.objects.select_for_update().get(pk=user.pk)  # two at once would not see each other's
    new = Appointment(user=user, role=role, area=area, org=org, organisation=organisation)
    with change(new, by=by, act=Act.APPOINTMENT_MANAGE, note=note) as a:
        pass
    return a


def new_organisation(*, by, **values):
    return save_organisation(Organisation(), by=by, **values)


def save_organisation(organisation, *, by, version=None, **values):
    """Enter an organisation in the directory, or correct it."""
    with change(organisation, by=by, act=Act.ORGANISATION_EDIT, version=version) as o:
        for name, value in values.items():
            setattr(o, name, value)
        o.uscc = (o.uscc or "").strip().upper() or None
    return o


def end_appointment(appointment, *, by, note=""):
    with change(appointment, by=by, act=Act.APPOINTMENT_MANAGE, note=note) as a:
        if a.ended_on:
            raise Refused("already_ended", "这项授权已经终止")
        a.ended_on = timezone.localdate()
    return a


def first_password():
    """Random, meets the rules, easy to read out on the telephone."""
    return f"{get_random_string(4, LETTERS)}-{get_random_string(4, LETTERS)}-Nb{get_random_string(2, '23456789')}"


def end_sessions(user):
    """Sign the person out everywhere, tokens included."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
    user.auth_token_set.all().delete()


class Self:
    """A person acting on nothing but their own account: no appointment is asked."""

    def __init__(self, user):
        self.pk, self.display_name = user.pk, user.display_name

    def require(self, act, obj):
        if obj.pk != self.pk:
            raise PermissionError
