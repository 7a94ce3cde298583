"""The portal itself as an actor."""


class SystemActor:
    """Acts when a schedule does. It has no account and no appointment; the log names it 系统."""

    pk = None
    display_name = "系统"

    def may(self, act, obj):
        return True

    def may_somewhere(self, act):
        return True

    def require(self, act, obj):
        return None


SYSTEM = SystemActor()
