"""Files in an S3-compatible store: the same promises as on the disk, against a small store of our own."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import transaction

from core.files import actions
from ningbo_renewal import environment
from tests.factories import AreaFactory, CommunityFactory, SurveyFactory
from tests.uploads import pdf, picture


class Store(BaseHTTPRequestHandler):
    """Objects by path, in memory; like most makers' stores it knows no AWS checksum trailers."""

    objects: dict = {}

    def answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Mon, 23 Nov 2026 00:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_PUT(self):
        chunked = "aws-chunked" in self.headers.get("Content-Encoding", "") or "Content-Length" not in self.headers
        body = b"" if chunked else self.rfile.read(int(self.headers["Content-Length"]))
        signed = self.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 Credential=key/")
        if chunked or not signed:
            return self.answer(501 if chunked else 403)
        self.objects[self.path] = body
        return self.answer(200)

    def do_GET(self):
        path = self.path.split("?")[0]
        self.answer(200, self.objects[path]) if path in self.objects else self.answer(404)

    do_HEAD = do_GET

    def do_DELETE(self):
        self.objects.pop(self.path, None)
        self.answer(204)

    def log_message(self, *words):
        """Quiet."""


@contextmanager
def store():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Store.objects = {}
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def objects(settings, monkeypatch):
    with store() as url:
        for name, value in zip(environment.S3, (url, "uploads", "key", "secret"), strict=True):
            monkeypatch.setenv(name, value)
        settings.STORAGES = settings.STORAGES | {"default": environment.storage()}
        yield Store.objects


def test_files_live_in_the_store(objects, people, as_, django_capture_on_commit_callbacks):
    survey, by = SurveyFactory(community=CommunityFactory(area=AreaFactory(code="330203006"))), people["street"]
    with django_capture_on_commit_callbacks(execute=True):
        photo = actions.attach(survey, picture(), by=by)
        paper = actions.attach(survey, pdf(), by=by)
    assert len(objects) == 3 and all(path.startswith("/uploads/files/") for path in objects)
    answer = as_("street").get(f"/files/{paper.pk}/")
    assert answer.streaming and b"".join(answer.streaming_content) == objects[f"/uploads/{paper.file.name}"]
    assert as_("street2").get(f"/files/{paper.pk}/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(photo, by=by)
    assert len(objects) == 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.attach(survey, picture(), by=by)
        _ = 1 / 0
    assert len(objects) == 1


def test_its_four_settings_come_together(monkeypatch):
    assert environment.storage() == environment.ON_DISK
    monkeypatch.setenv("S3_BUCKET", "uploads")
    with pytest.raises(environment.Wrong, match="还缺 S3_ENDPOINT、S3_KEY、S3_SECRET"):
        environment.storage()
    for name in environment.S3:
        monkeypatch.setenv(name, "x")
    with pytest.raises(environment.Wrong, match="S3_ENDPOINT 要形如"):
        environment.storage()
