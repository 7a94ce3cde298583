"""A public page of one community about one thing that its residents do together."""

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from communities.models import Community


class OfCommunity(TemplateView):
    """`part` is the template of the facts, which other pages may include as well; `facts(community)` finds them."""

    template_name, title, lead, part = "resident_participation/voices.html", "", "", ""

    def facts(self, community):
        raise TypeError("a page of a community says which facts it shows")

    def get_context_data(self, code, **kwargs):
        rows = Community.objects.public().select_related("area", "district")
        community = get_object_or_404(rows, code=code)
        found = {"community": community, "title": self.title, "lead": self.lead, "part": self.part}
        return super().get_context_data(**found, **self.facts(community), **kwargs)
