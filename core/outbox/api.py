from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema

from core.api import ScopedViewSet
from core.outbox import actions
from core.outbox.acts import NoticeAct
from core.outbox.filters import NoticeFilter
from core.outbox.forms import NoticeForm
from core.outbox.models import OutboxMessage
from core.outbox.steps import NOTICE_STEPS
from core.steps.api import with_steps
from core.steps.shape import serializer_of, typed

TELLS = ("subject",)  # what of a notice only those of its area are told


@with_steps(NOTICE_STEPS)
class NoticeViewSet(ScopedViewSet):
    """通知: how far each is. Recipients and texts are never part of an answer."""

    model, filterset_class = OutboxMessage, NoticeFilter
    serializer_class = serializer_of(NoticeForm)
    columns = {
        "id": "id",
        "kind": "kind",
        "subject": "subject",
        "area": "area_code",
        "state": "state",
        "attempts": "attempts",
        "error": "error",
        "created_at": "created_at",
        "done_at": "done_at",
        "version": "version",
    }

    def shown_columns(self):
        """The administrator of the system sees how it went only."""
        reads = bool(self.request.user.prefixes)
        return {name: path for name, path in self.columns.items() if reads or name not in TELLS}

    @extend_schema(request=serializer_of(NoticeForm))
    def create(self, request):
        if not request.user.may_somewhere(NoticeAct.SEND):
            raise PermissionDenied
        values = typed(NoticeForm, request, user=request.user)
        return self.one(actions.send_from_own_area(by=request.user, **values), status=201)
