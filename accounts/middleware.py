"""Who is asking, and for how long."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.actors import Visitor

STEP = 60  # seconds between writes of "last seen": a session is not saved on every request


def visitor(get_response):
    """request.user answers the same questions whether signed in or not."""

    def middleware(request):
        signed_in = request.user
        if SESSION_KEY in request.session:
            request.user = SimpleLazyObject(lambda: signed_in if signed_in.is_authenticated else Visitor())
        else:
            request.user = Visitor()
        return get_response(request)

    return middleware


def session_limits(get_response):
    """Sign out after a quiet time, and after a working day whatever happens (GB/T 22239-2019)."""

    def middleware(request):
        if not request.session.get(SESSION_KEY):
            return get_response(request)
        now = int(timezone.now().timestamp())
        since, seen = request.session.get("since", now), request.session.get("seen", now)
        idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES).total_seconds()
        if now - seen > idle or now - since > settings.SESSION_HOURS * 3600:
            logout(request)
            messages.warning(request, "您已较长时间没有操作，为安全起见已退出，请重新登录")
        elif "seen" not in request.session or now - seen >= STEP:
            request.session["since"], request.session["seen"] = since, now
        return get_response(request)

    return middleware


def first_password(get_response):
    """A first or an outdated password opens one page only: the one where it is changed."""

    def middleware(request):
        if request.session.get(SESSION_KEY) and request.user.is_authenticated and request.user.password_is_due:
            allowed = (reverse("accounts:password"), reverse("accounts:sign_out"), settings.STATIC_URL)
            if not request.path.startswith(allowed):
                return redirect("accounts:password")
        return get_response(request)

    return middleware
