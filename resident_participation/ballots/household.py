"""Somebody with a slip: acts for one household and for nothing else, has no account, and has no name in the log."""

from django.core.exceptions import PermissionDenied

from accounts.policy import Act

ACTS = {Act.BALLOT_CAST, Act.BALLOT_REPLACE, Act.DISPUTE_OPEN, Act.CHALLENGE_FILE}


class Household:
    """The actor of a household's own acts on its own ballots."""

    pk = None
    display_name = "住户"

    def __init__(self, seat_id):
        self.seat_id = seat_id

    def may(self, act, obj):
        owner = obj.seat_id if hasattr(obj, "seat_id") else obj.ballot.seat_id
        return act in ACTS and owner == self.seat_id

    def may_somewhere(self, act):
        return act in ACTS

    def require(self, act, obj):
        if not self.may(act, obj):
            raise PermissionDenied
