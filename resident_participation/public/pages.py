"""What the public pages of one community have in common."""

from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from communities.models import Community
from projects.models import Project
from resident_participation.public.sections import five


def community_of(code):
    """The public community of a code, with its areas; 404 when there is none."""
    rows = Community.objects.public().select_related("area", "district", "neighborhood")
    return get_object_or_404(rows, code=code)


def project_of(community):
    """Its latest public project, or None."""
    return Project.objects.public().filter(communities=community).order_by("-plan_year", "-pk").first()


class OfCommunity(TemplateView):
    """A page of one community. `together` is the key of the five pages that it is, or that it belongs to."""

    together = ""

    def facts(self, community):
        raise TypeError("a page of a community says which facts it shows")

    def get_context_data(self, code, **kwargs):
        community = community_of(code)
        found = {"community": community, "together": self.together, "tabs": five(community)}
        return super().get_context_data(**found, **self.facts(community), **kwargs)


class Voices(OfCommunity):
    """One thing that residents do together: `part` is the template of its facts, which other pages include as well."""

    template_name, title, lead, part = "resident_participation/voices.html", "", "", ""

    def get_context_data(self, code, **kwargs):
        found = {"title": self.title, "lead": self.lead, "part": self.part}
        return super().get_context_data(code, **found, **kwargs)
