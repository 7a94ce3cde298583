"""The API's counterpart of core.views: same queryset, same filter set, same action, same words."""

import orjson
from django.core.exceptions import EmptyResultSet, PermissionDenied, ValidationError
from django.db import connection
from django.http import HttpResponse
from rest_framework import exceptions
from rest_framework.relations import PrimaryKeyRelatedField
from rest_framework.response import Response
from rest_framework.views import exception_handler
from rest_framework.viewsets import GenericViewSet

from core.errors import NO_SUCH, Refused
from core.rest import Pagination

NOT_FOUND = "没有这条记录，或者它不在您的管辖范围"
CODES = {
    exceptions.NotAuthenticated: "not_signed_in",
    exceptions.AuthenticationFailed: "sign_in_failed",
    exceptions.Throttled: "too_many_requests",
}
# Instead of DRF's words about primary keys, in every serializer; core.steps.shape says the same of the forms.
PrimaryKeyRelatedField.default_error_messages |= {
    "does_not_exist": NO_SUCH % "{pk_value}",
    "incorrect_type": "这里要填记录的编号",
}


def refusals(exc, context):
    """Every error as {"code", "detail", "fields"?}, in the words of the page."""
    if isinstance(exc, Refused):
        body = {"code": exc.code, "detail": exc.message}
        return Response(body | ({"fields": exc.fields} if exc.fields else {}), status=409)
    if isinstance(exc, PermissionDenied) and not context["request"].user.is_authenticated:
        exc = exceptions.NotAuthenticated()
    if isinstance(exc, ValidationError):
        exc = exceptions.ValidationError(exc.message_dict if hasattr(exc, "error_dict") else exc.messages)
    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, exceptions.ValidationError):
        fields = response.data if isinstance(response.data, dict) else {"non_field_errors": response.data}
        response.data = {"code": "invalid", "detail": first_words(fields), "fields": fields}
    else:
        code = (
            "not_found" if response.status_code == 404 else CODES.get(type(exc), getattr(exc, "default_code", "error"))
        )
        detail = NOT_FOUND if response.status_code == 404 else response.data.get("detail", "")
        response.data = {"code": code, "detail": detail}
    return response


def first_words(fields):
    for words in fields.values():
        return str(words[0] if isinstance(words, list) else words)
    return "提交的内容有误"


def expected_version(request):
    """The version in `If-Match: "7"`, or None when the caller does not ask."""
    tag = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if tag and not tag.isdecimal():
        raise Refused("stale", "If-Match 里的版本号不对，请重新读取这条记录")
    return int(tag) if tag else None


class ScopedViewSet(GenericViewSet):
    """Reads of one model. Writes are @action methods that call an action function.

    `columns` is {name in JSON: path or expression}; lists are one SQL statement that PostgreSQL turns into JSON.
    """

    model = None
    columns: dict = {}
    public_columns: tuple = ()  # what anonymous callers get; empty: the same as everybody

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user)

    def shown_columns(self):
        if self.public_columns and not self.request.user.is_authenticated:
            return {name: self.columns[name] for name in self.public_columns}
        return self.columns

    def list(self, request, *args, **kwargs):
        rows = self.filter_queryset(self.get_queryset())
        return self.json_page(rows)

    def retrieve(self, request, *args, **kwargs):
        return self.one(self.get_object())

    def one(self, obj, status=200):
        """One record's columns, with its version as ETag."""
        columns = self.shown_columns()
        (body,) = fetch_json(
            "SELECT row_to_json(page)::text FROM ({page}) page({names})",
            columns,
            page=self.model.objects.filter(pk=obj.pk),
        )
        response = written(body, status=status)
        if hasattr(obj, "version"):
            response["ETag"] = f'"{obj.version}"'
        return response

    def json_page(self, rows):
        pages = Pagination()
        limit, offset = pages.get_limit(self.request), pages.get_offset(self.request)
        count, results = self.fetch_page(rows, rows[offset : offset + limit])
        pages.request, pages.limit, pages.offset, pages.count = self.request, limit, offset, count
        links = {"count": count, "next": pages.get_next_link(), "previous": pages.get_previous_link()}
        body = orjson.dumps(links)[:-1] + b',"results":' + results + b"}"
        return written(body)

    def fetch_page(self, rows, page):
        template = """SELECT (SELECT count(*) FROM ({counted}) counted)::text,
                             (SELECT coalesce(json_agg(page), '[]')::text FROM ({page}) page({names}))"""
        try:
            counted = rows.order_by().values("pk")
            count, results = fetch_json(template, self.shown_columns(), counted=counted, page=page)
        except EmptyResultSet:  # Django saw that no row can match and made no SQL
            return 0, b"[]"
        return int(count), results


def written(body, status=200):
    """JSON that is bytes already. Its length is told, so that the server need not send it in chunks."""
    return HttpResponse(body, status=status, headers={"Content-Type": "application/json", "Content-Length": len(body)})


def fetch_json(template, columns, *, page, **others):
    """Run one statement made of querysets: {page} selects `columns`, renamed by {names}.

    Its one row holds texts; they come as the bytes that PostgreSQL sent, as they go on to the caller.
    """
    queries = {"page": page.values_list(*columns.values()), **others}
    parts, params = {"names": ", ".join(connection.ops.quote_name(name) for name in columns)}, []
    for name in sorted(queries, key=lambda name: template.index("{" + name + "}")):
        parts[name], values = queries[name].query.sql_with_params()
        params += values
    with connection.cursor() as cursor:
        cursor.execute(template.format(**parts), params)
        return [cursor.pgresult.get_value(0, column) for column in range(cursor.pgresult.nfields)]
