"""Somebody without an account answers the same questions as those who have one."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied


class Visitor(AnonymousUser):
    """Not signed in: sees public rows, may change nothing."""

    display_name = "访客"
    scope_label = ""
    prefixes = organisations = ()

    def rows_of(self, model):
        return model.PUBLIC_ROWS

    def may(self, act, obj):
        return False

    def may_somewhere(self, act):
        return False

    def require(self, act, obj):
        raise PermissionDenied
