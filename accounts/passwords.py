"""Password rules (DOMAIN §10.2), each with the sentence that tells how to meet it."""

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

MINIMUM, CLASSES, REMEMBERED = 10, 3, 5


class LongEnough:
    def validate(self, password, user=None):
        if len(password) < MINIMUM:
            raise ValidationError(f"密码太短，至少 {MINIMUM} 个字符")

    def get_help_text(self):
        return f"至少 {MINIMUM} 个字符"


class ThreeClasses:
    def validate(self, password, user=None):
        tests = (str.isupper, str.islower, str.isdigit, lambda c: not c.isalnum())
        if sum(any(test(c) for c in password) for test in tests) < CLASSES:
            raise ValidationError("密码要包含大写字母、小写字母、数字、符号中的三种")

    def get_help_text(self):
        return "包含大写字母、小写字母、数字、符号中的三种"


class NotTheName:
    def validate(self, password, user=None):
        if user and user.username.lower() in password.lower():
            raise ValidationError("密码里不能有账号名")

    def get_help_text(self):
        return "不含账号名"


class NotUsedBefore:
    def validate(self, password, user=None):
        if not user or not user.pk:
            return
        old = [user.password, *user.old_passwords.values_list("password", flat=True)[:REMEMBERED]]
        if any(check_password(password, hashed) for hashed in old if hashed):
            raise ValidationError(f"不能和最近 {REMEMBERED} 次用过的密码相同")

    def get_help_text(self):
        return f"和最近 {REMEMBERED} 次用过的不同"
