"""Those who act without an account answer the same questions as those who have one."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied


class Visitor(AnonymousUser):
    """Somebody not signed in: sees public rows, may change nothing."""

    display_name = "访客"
    scope_label = ""

    def rows_of(self, model):
        return model.PUBLIC_ROWS

    def may(self, act, obj):
        return False

    def may_somewhere(self, act):
        return False

    def require(self, act, obj):
        raise PermissionDenied


class SystemActor:
    """The portal itself, when a schedule acts. It has no appointment; the log names it 系统."""

    pk = None
    display_name = "系统"

    def may(self, act, obj):
        return True

    def may_somewhere(self, act):
        return True

    def require(self, act, obj):
        return None


SYSTEM = SystemActor()
