from django.db.models import Count, Max, OuterRef, Subquery
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from accounts.policy import Act
from communities.models import Community
from communities.register.views import CommunityTabs
from core.listing import Column
from core.views import DetailPage, ListPage, Needs, StaffPage
from resident_participation.alike import groups
from resident_participation.alike.categories import suggested
from resident_participation.alike.filters import ClusterFilter
from resident_participation.alike.forms import TypedForm
from resident_participation.alike.likeness import Message
from resident_participation.alike.search import NEEDED, alike
from resident_participation.models import Feedback, FeedbackCategory


class WhileTyping(StaffPage, Needs, View):
    """The panel of the intake (htmx): what was reported already, and the likeliest categories.

    By POST, though it changes nothing: a resident's words do not belong in addresses, which servers write down.
    """

    needs = (Act.FEEDBACK_LOG,)
    http_method_names = ["post"]

    def post(self, request):
        form = TypedForm(request.POST, user=request.user)
        form.is_valid()  # a community half typed is no error yet
        typed = {"building": "", "text": ""} | form.cleaned_data
        return render(request, "resident_participation/_alike_found.html", found(typed, request.user))


def found(typed, user):
    """{"alike": [Found], "categories": [FeedbackCategory]} for what was typed."""
    if not typed["text"].strip():
        return {"alike": [], "categories": []}
    codes = suggested(typed["text"], timezone.localdate())
    categories = FeedbackCategory.objects.in_bulk(codes)
    # not the category of the form, which is most often the one that nobody touched
    message = Message.of(typed["text"], typed["building"], codes, timezone.now())
    community = typed.get("community")
    cases = Feedback.objects.visible_to(user)
    return {
        "alike": alike(message, cases, community) if community else [],
        "categories": [categories[code] for code in codes if code in categories],
    }


class Clusters(ListPage):
    """Communities with open reports, the most first: the way to the clusters of each."""

    model, filterset_class, template_name = Community, ClusterFilter, "resident_participation/alike_list.html"
    list_name, title, lead = "feedback_clusters", "相似意见", "先看哪个小区反映最多，再看是不是同一件事"
    columns = [
        Column("community", "小区"),
        Column("area", "街道"),
        Column("open_reports", "未办结", numeric=True, sort="open_reports"),
        Column("latest", "最近一件", sort="latest"),
    ]

    def get_base_queryset(self):
        own = Feedback.objects.visible_to(self.request.user).open().filter(community=OuterRef("pk"))
        own = own.order_by().values("community")
        return (
            super()
            .get_base_queryset()
            .select_related("area__parent")
            .annotate(
                open_reports=Subquery(own.annotate(n=Count("pk")).values("n")),
                latest=Subquery(own.annotate(at=Max("received_at")).values("at")),
            )
            .filter(open_reports__gte=1)
            .order_by("-open_reports", "-latest", "pk")
        )


class CommunityClusters(CommunityTabs, DetailPage):
    """Open reports of one community: those that speak of the same matter together, and the count of every entrance."""

    model, template_name = Community, "resident_participation/alike_groups.html"

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent")

    def get_context_data(self, **kwargs):
        cases = Feedback.objects.visible_to(self.request.user).open().filter(community=self.object)
        newest = cases.order_by("-received_at", "-pk").only(*NEEDED, "contact_phone")[: groups.MOST]
        members = groups.members(newest)
        found = groups.grouped(members)
        return super().get_context_data(
            groups=found,
            total=groups.Tally.of([member.case for member in members]),
            single=len(members) - sum(len(group.members) for group in found),
            places=groups.by_place(members),
            left_out=cases.count() - len(members),
            **kwargs,
        )
