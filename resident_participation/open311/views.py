"""Open311 GeoReport v2: what anybody may read of cases, and a way in for other systems with a key.

The standard is frozen; its clients are not changed for us. Names, formats, errors and defaults are its own
(wiki.open311.org/GeoReport_v2); `jurisdiction_id` is taken and means nothing, as there is one city here.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from rest_framework import exceptions
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.tokens import TokenAuthentication
from core import privacy
from core.api import first_words, refusals
from core.errors import Refused
from resident_participation.cases.clocks import Clocks
from resident_participation.models import FeedbackCategory
from resident_participation.open311 import adapter, documents, forms, places

NO_KEY = (exceptions.NotAuthenticated, exceptions.AuthenticationFailed)
FORBIDDEN = (*NO_KEY, PermissionDenied, exceptions.PermissionDenied)


class ApiKey(TokenAuthentication):
    """The token of a staff account as `api_key`, where the standard has it, or in the header as everywhere else."""

    def authenticate(self, request):
        key = request._request.POST.get("api_key") or request._request.GET.get("api_key")
        return self.authenticate_credentials(key.encode()) if key else super().authenticate(request)


class Door(APIView):
    """A resource of the standard. Anonymous callers are throttled as everywhere."""

    authentication_classes = (ApiKey,)
    parser_classes = (FormParser, MultiPartParser, JSONParser)
    renderer_classes = (documents.Json, documents.Xml)
    schema = None  # described by the standard
    root = "service_requests"

    def handle_exception(self, exc):
        """The standard's errors: a list of code and description; no key and a wrong key are 403."""
        if isinstance(exc, Refused):
            return self.failed(400, exc.message)
        if isinstance(exc, FORBIDDEN):
            return self.failed(403, getattr(exc, "detail", "") or "这个账号不能在这里登记意见")
        response = refusals(exc, {"request": self.request})
        if response is None:
            raise exc
        words = response.data.get("detail") or first_words(response.data.get("fields", {}))
        return self.failed(response.status_code, words)

    def failed(self, status, words):
        response = Response([{"code": status, "description": str(words)}], status=status)
        response.exception = True
        return response

    def finalize_response(self, request, response, *args, **kwargs):
        """Public data: pages of others may read it."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response


class Services(Door):
    root = "services"

    def get(self, request, format=None):
        clocks = Clocks(timezone.localdate())
        return Response([documents.service(category, clocks) for category in FeedbackCategory.objects.all()])


class Service(Door):
    root = "service_definition"

    def get(self, request, code, format=None):
        category = FeedbackCategory.objects.filter(pk=code).first()
        if category is None:
            raise Http404
        return Response(documents.definition(category))


class Requests(Door):
    def get(self, request, format=None):
        query = forms.checked(forms.RequestsQuery(request.query_params))
        rows = chosen(query).order_by("-received_at", "-pk")[query.window()]
        return Response(shown(rows))

    def post(self, request, format=None):
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated("请带上 api_key：平台账号的令牌")
        form = forms.checked(forms.NewRequest(request.data))
        data = form.cleaned_data
        community = places.community_at(request.user, data["address_id"], data["lat"], data["long"])
        case = adapter.log(community, data["description"], by=request.user, **form.case())
        notice = f"已登记，编号 {case.number}，{timezone.localtime(case.due_at):%Y年%m月%d日}前答复"
        told = {"service_request_id": str(case.pk), "service_notice": notice, "account_id": None}
        return Response([told], status=201)


class Request(Door):
    def get(self, request, pk, format=None):
        rows = shown(adapter.published().filter(pk=pk))
        if not rows:
            raise Http404
        return Response(rows)


def chosen(query):
    """The published cases that a query asks for; numbers given override everything else."""
    cases, asked = adapter.published(), query.cleaned_data
    if asked["service_request_id"]:
        return cases.filter(pk__in=asked["service_request_id"])
    start, end = query.period()
    cases = cases.filter(received_at__gte=start)
    if end:
        cases = cases.filter(received_at__lte=end)
    if asked["service_code"]:
        cases = cases.filter(category__in=asked["service_code"])
    if len(asked["status"]) == 1:
        cases = adapter.with_status(cases, closed="closed" in asked["status"])
    return cases


def shown(cases):
    """In one statement; whatever slipped past those who published it is hidden here once more."""
    columns = adapter.columns()
    rows = (dict(zip(columns, values, strict=True)) for values in cases.values_list(*columns.values()))
    return [documents.request(row | {"description": privacy.redact(row["description"])}) for row in rows]
