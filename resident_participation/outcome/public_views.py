from resident_participation.outcome.facts import outcome
from resident_participation.public.pages import OfCommunity


class OutcomePage(OfCommunity):
    """/c/{code}/outcome/: promised and done, before and after, who paid, who mends it and until when."""

    template_name, together = "resident_participation/public_outcome.html", "share"

    def facts(self, community):
        return {"outcome": outcome(community)}
