from django.db.models import F
from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser

from core.api import ScopedViewSet
from core.exchange import actions
from core.models import Import


class UploadInput(serializers.Serializer):
    kind = serializers.CharField(label="种类", default="communities")
    file = serializers.FileField(label="表格文件")


class CommitInput(serializers.Serializer):
    skip_rejected = serializers.BooleanField(label="跳过错误行", default=False)


class ImportViewSet(ScopedViewSet):
    """导入: upload a sheet, read what it would do, commit it whole."""

    model = Import
    serializer_class = UploadInput
    parser_classes = (MultiPartParser, FormParser, JSONParser)
    columns = {
        "id": "id",
        "kind": "kind",
        "filename": "filename",
        "state": "state",
        "done": F("job__done"),
        "total": F("job__total"),
        "counts": "counts",
        "errors": "errors",
        "notices": "notices",
        "error": "error",
        "job": "job_id",
        "created_at": "created_at",
        "committed_at": "committed_at",
    }

    @extend_schema(request=UploadInput)
    def create(self, request):
        if not request.user.is_authenticated:
            raise NotAuthenticated
        data = UploadInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(actions.upload(**data.validated_data, by=request.user), status=202)

    @extend_schema(request=CommitInput)
    @action(detail=True, methods=["post"])
    def commit(self, request, pk):
        data = CommitInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(actions.commit(self.get_object(), by=request.user, **data.validated_data), status=202)

    @extend_schema(responses=OpenApiTypes.BINARY)
    @action(detail=True, methods=["get"])
    def rejected(self, request, pk):
        """The rows that cannot be imported, with the reasons, as a workbook."""
        imported = self.get_object()
        if not imported.rejected_file:
            raise Http404
        return FileResponse(imported.rejected_file.open(), as_attachment=True, filename=f"rejected-{imported.pk}.xlsx")
