"""Middleware that knows no domain word."""

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import Http404
from django.shortcuts import render

from core.errors import Refused
from core.views import refused_page

YEAR = 365 * 24 * 3600


def content_policy(get_response):
    """The content security policy of the settings. The library's own middleware builds it anew for every answer."""
    policy = build_policy()

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault(HEADER, policy)
        return response

    return middleware


def elder_mode(get_response):
    """长辈版 by `?elder=1` or `?elder=0`, remembered in a cookie; works without scripts."""

    def middleware(request):
        asked = "elder" in request.META.get("QUERY_STRING", "") and request.GET.get("elder")
        request.elder = asked == "1" if asked in ("0", "1") else request.COOKIES.get("elder") == "1"
        response = get_response(request)
        if asked in ("0", "1"):
            response.set_cookie("elder", asked, max_age=YEAR, httponly=True, samesite="Lax")
        return response

    return middleware


def no_nul(get_response):
    """An address with the character NUL names nothing: PostgreSQL takes it in no text."""

    def middleware(request):
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return get_response(request)

    return middleware


class RefusedPages:
    """A Refused that no form caught becomes a message, not a crash."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        if request.method == "POST":
            return refused_page(request, exception)
        return render(request, "409.html", {"refused": exception}, status=409)
