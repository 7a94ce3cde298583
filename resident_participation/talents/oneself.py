"""Somebody with the withdrawal code of an entry: acts for it and for nothing else, has no account and no name in the
log."""

from django.core.exceptions import PermissionDenied

from accounts.policy import Act


class Oneself:
    pk = None
    display_name = "本人"

    def __init__(self, talent_id):
        self.talent_id = talent_id

    def may(self, act, obj):
        return act == Act.TALENT_WITHDRAW and obj.pk == self.talent_id

    def may_somewhere(self, act):
        return act == Act.TALENT_WITHDRAW

    def require(self, act, obj):
        if not self.may(act, obj):
            raise PermissionDenied
