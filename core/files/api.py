from django.db.models import F, Value
from django.db.models.functions import Concat
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.response import Response

from core.api import ScopedViewSet
from core.files import actions
from core.files.filters import AttachmentFilter
from core.files.views import carrier, served
from core.models import Attachment


class AttachInput(serializers.Serializer):
    target = serializers.CharField(label="记录种类，如 communities.survey")
    id = serializers.IntegerField(label="记录编号", min_value=1)
    file = serializers.FileField(label="文件")
    slot = serializers.CharField(label="所属项目", required=False, allow_blank=True, max_length=40)
    caption = serializers.CharField(label="说明", required=False, allow_blank=True, max_length=120)
    client_key = serializers.UUIDField(label="终端编号：同一编号只收一次", required=False)


class PublishInput(serializers.Serializer):
    is_public = serializers.BooleanField(label="公开")


class AttachmentViewSet(ScopedViewSet):
    """附件: the photos and documents of records; visitors get the public ones, without time, place and person."""

    model, filterset_class = Attachment, AttachmentFilter
    serializer_class = AttachInput
    parser_classes = (MultiPartParser, FormParser, JSONParser)
    columns = {
        "id": "id",
        "target": Concat(F("target_type__app_label"), Value("."), F("target_type__model")),
        "target_id": "target_id",
        **{name: name for name in ("slot", "kind", "name", "content_type", "size", "sha256", "caption", "is_public")},
        **{name: name for name in ("taken_at", "longitude", "latitude", "by_name", "at", "client_key")},
    }
    public_columns = ("id", "target", "target_id", "slot", "kind", "name", "content_type", "size", "caption")

    @extend_schema(request=AttachInput)
    def create(self, request):
        """Attach a file. The same `client_key` again answers with what the first time left."""
        if not request.user.is_authenticated:
            raise NotAuthenticated
        data = AttachInput(data=request.data)
        data.is_valid(raise_exception=True)
        given = data.validated_data
        record = carrier(request.user, given.pop("target").lower(), given.pop("id"))
        return self.one(actions.attach(record, given.pop("file"), by=request.user, **given), status=201)

    def destroy(self, request, pk):
        actions.remove(self.get_object(), by=request.user)
        return Response(status=204)

    @extend_schema(responses=OpenApiTypes.BINARY)
    @action(detail=True, methods=["get"])
    def content(self, request, pk):
        """The file itself."""
        return served(self.get_object())

    @extend_schema(responses=OpenApiTypes.BINARY)
    @action(detail=True, methods=["get"])
    def preview(self, request, pk):
        """A photo, 480 pixels at most."""
        found = self.get_object()
        if not found.preview:
            raise Http404
        return served(found, "preview")

    @extend_schema(request=PublishInput)
    @action(detail=True, methods=["post"])
    def publish(self, request, pk):
        """Show a file to residents, or no longer."""
        data = PublishInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(actions.publish(self.get_object(), by=request.user, **data.validated_data))
