"""Too much is refused before any of it is kept."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse

from core.errors import Refused
from core.views import refused_page

PIECE = 2**18
PATIENCE = 5  # times the bound


def upload_limit(get_response):
    """Requests that announce more than REQUEST_MAX_BYTES end here. Django reads no more than a request announces."""

    def middleware(request):
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not announced.isdecimal() or int(announced) <= settings.REQUEST_MAX_BYTES:
            return get_response(request)
        if int(announced) <= PATIENCE * settings.REQUEST_MAX_BYTES:
            let_pass(request)
        return told(
            request, f"一次上传的内容超过 {settings.REQUEST_MAX_BYTES // 2**20} MB，没有收下。请压缩，或分几次上传"
        )

    return middleware


def let_pass(request):
    """A browser reads no answer while it still sends: take the body in pieces and forget them."""
    while request.read(PIECE):
        pass


def told(request, words):
    if request.path.startswith("/api/"):
        return JsonResponse({"code": "request_too_big", "detail": words}, status=413)
    if "HX-Request" in request.headers:
        messages.error(request, words)
        return HttpResponse(headers={"HX-Refresh": "true"})
    return refused_page(request, Refused("request_too_big", words))
