"""Somebody with a card: acts for one household and for nothing else, has no account, and has no name in the log."""

from django.core.exceptions import PermissionDenied

from accounts.policy import HOUSEHOLD_ACTS


class CardHolder:
    """The actor of a household's own acts: on records whose `row` is its row of the roll."""

    pk = None
    display_name = "住户"

    def __init__(self, row):
        self.row = row

    def may(self, act, obj):
        record = getattr(obj, "target", obj)  # a photo belongs to the record that carries it
        return act in HOUSEHOLD_ACTS and record.row_id == self.row.pk

    def may_somewhere(self, act):
        return act in HOUSEHOLD_ACTS

    def require(self, act, obj):
        if not self.may(act, obj):
            raise PermissionDenied
