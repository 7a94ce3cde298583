from resident_participation.public.pages import OfCommunity
from resident_participation.supervision.figures import public_log


class SupervisionLog(OfCommunity):
    """/c/{code}/supervision/: what resident supervisors found and what was done about it."""

    template_name, together = "resident_participation/public_supervision.html", "watch"

    def facts(self, community):
        return public_log(community)
