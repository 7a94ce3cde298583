"""A life cycle is a table: {(state, act): next state}. Nothing else may set a state field."""

from core.errors import Refused


class Lifecycle:
    """`field` holds the state; `table` is {(state, act): next state}; acts are TextChoices members with labels."""

    def __init__(self, field, table):
        self.field, self.table = field, table

    def acts_from(self, obj):
        """The acts the table allows in the object's present state, in the table's order."""
        return [act for (state, act) in self.table if state == getattr(obj, self.field)]

    def step(self, obj, act):
        """Move the object to the next state or refuse with `wrong_state`. Does not save."""
        now = getattr(obj, self.field)
        if (now, act) not in self.table:
            shown = getattr(obj, f"get_{self.field}_display")()
            raise Refused("wrong_state", f"现在是“{shown}”，不能办理“{getattr(act, 'label', act)}”")
        setattr(obj, self.field, self.table[now, act])
