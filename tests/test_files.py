"""Files on records: what is welcome, what is kept of it, who sees it, what is left when something is undone."""

import io
import os
import time
import uuid
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from PIL import Image

from communities.models import Survey
from core import tasks
from core.errors import Refused
from core.files import actions
from core.geo import gcj02
from core.models import Attachment, Change
from tests.factories import AreaFactory, AttachmentFactory, CommunityFactory, FacilityFactory, SurveyFactory
from tests.test_projects import together
from tests.uploads import MARKER, office, old_office, packed_pdf, pdf, picture, upload

HERE, THERE = "330203006", "330212012"


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def survey(people):
    return SurveyFactory(community=CommunityFactory(area=AreaFactory(code=HERE)))


@pytest.fixture
def facility(people):
    return FacilityFactory(area=AreaFactory(code=HERE))


def kept(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def refused(code, record, file, by):
    with pytest.raises(Refused) as no:
        actions.attach(record, file, by=by)
    assert no.value.code == code
    return no.value.message


def test_a_place_on_our_maps():
    assert gcj02(116.404, 39.915) == (Decimal("116.410244"), Decimal("39.916404"))  # of wandergis/coordtransform
    assert gcj02(2.35, 48.85) == (Decimal("2.350000"), Decimal("48.850000"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_made_anew_and_small(kind, survey, people):
    photo = actions.attach(survey, picture(kind, (3000, 2000)), by=people["street"], slot="B14", caption="屋面渗漏")
    for field, size in ((photo.file, (1600, 2400)), (photo.preview, (320, 480))):
        stored = field.open().read()
        assert MARKER not in stored and b"SecretPhone" not in stored and b"Exif" not in stored
        with Image.open(io.BytesIO(stored)) as again:
            assert (again.format, again.size, dict(again.getexif())) == ("JPEG", size, {})
    assert (photo.name, photo.content_type, photo.slot, photo.by_name) == ("屋面.jpg", "image/jpeg", "B14", "street")
    assert photo.size == photo.file.size and Change.objects.filter(target_type="core.Attachment").count() == 1


def test_where_it_was_taken_is_kept_for_surveys_only(survey, facility, people):
    photo = actions.attach(survey, picture(), by=people["street"])
    # 29°52′12″N 121°31′48″E by the satellites
    assert (photo.longitude, photo.latitude) == gcj02(Decimal("121.53"), Decimal("29.87"))
    assert (photo.longitude, photo.latitude) == (Decimal("121.534215"), Decimal("29.867464"))
    assert f"{timezone.localtime(photo.taken_at):%Y-%m-%d %H:%M}" == "2026-09-30 08:12"
    other = actions.attach(facility, picture(), by=people["street"])
    assert (other.longitude, other.latitude, other.taken_at) == (None, None, None)


def test_what_shines_through_is_white(facility, people):
    photo = actions.attach(facility, upload("图.png", clear_png()), by=people["street"])
    with Image.open(photo.file.open()) as again:
        assert again.getpixel((5, 5)) == (255, 255, 255)


def clear_png():
    data = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(data, "PNG")
    return data.getvalue()


def test_documents_are_kept_as_they_are(survey, people):
    for file, content_type, name in (
        (pdf(), "application/pdf", "批复.pdf"),
        (office("协议.docx"), "wordprocessingml.document", "协议.docx"),
        (office("名单.jpg", "spreadsheetml.sheet.main+xml"), "spreadsheetml.sheet", "名单.xlsx"),
        (upload("..\\图纸.dwg", b"AC1027\0\0"), "image/vnd.dwg", "图纸.dwg"),
        (old_office("旧文", "WordDocument"), "application/msword", "旧文.doc"),
        (old_office("旧表.xls", "Workbook"), "application/vnd.ms-excel", "旧表.xls"),
    ):
        sent = file.read()
        found = actions.attach(survey, file, by=people["street"])
        assert (found.name, found.kind, found.preview.name) == (name, "document", "")
        assert found.content_type.endswith(content_type) and found.file.open().read() == sent


def test_what_is_not_welcome_is_told_in_words(survey, people, place):
    by, gif = people["street"], io.BytesIO()
    Image.new("RGB", (9, 9)).save(gif, "GIF")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for file, words in (
        (upload("假的.jpg", b"not a picture at all"), "内容却不是照片"),
        (upload("动图.gif", gif.getvalue()), "内容却不是照片"),
        (upload("图.svg", svg), "矢量图"),
        (upload("图.jpg", b"\xef\xbb\xbf <?xml version='1.0'?>" + svg), "矢量图"),
        (upload("页.pdf", b"<!DOCTYPE html><script>1</script>"), "网页"),
        (upload("IMG_1.jpg", b"\0\0\0\x18ftypheic\0\0\0\0"), "兼容性最佳"),
        (upload("程序.exe", b"MZ\x90\0"), "这种文件不能上传"),
        (office("宏.docm", "wordprocessingml.document.main+xml", "word/vbaProject.bin"), "宏"),
        (office("片.pptx", "presentationml.presentation.main+xml"), "这种文件不能上传"),
        (upload("压缩.docx", b"PK\x03\x04 not really"), "这种文件不能上传"),
        (upload("旧.doc", old_office("旧.doc", "WordDocument").read()[:100]), "打不开"),
        (old_office("旧.doc", "WordDocument", "Macros"), "宏"),
        (old_office("密.docx", "EncryptedPackage"), "密码"),
        (old_office("装.msi", "Other"), "这种文件不能上传"),
        (pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "脚本"),
        (packed_pdf(b"<< /S /JavaScript >>"), "脚本"),
        (upload("断.pdf", b"%PDF-1.7\n1 0 obj"), "打不开"),
        (upload("空.jpg", b""), "内容却不是照片"),
    ):
        assert words in refused("bad_file", survey, file, by), file.name
    assert "不是照片" in refused("bad_photo", survey, upload("半.jpg", b"\xff\xd8\xff\xe0 torn"), by)
    assert not kept(place) and not Attachment.objects.exists()


def test_sizes_have_bounds(survey, people, settings):
    settings.PHOTO_MAX_BYTES, settings.DOCUMENT_MAX_BYTES = 2**10, 2**20
    assert "MB" in refused("photo_too_big", survey, picture(), people["street"])
    assert "MB" in refused("file_too_big", survey, upload("大.pdf", b"%PDF-" + b"0" * 2**20), people["street"])


class Endless:
    """A body that never ends, and how much of it was taken."""

    taken = 0

    def read(self, size=-1):
        assert 0 < size <= 2**18, "taken in one piece"
        self.taken += size
        return b"0" * size

    readline = read


@pytest.mark.parametrize(("announced", "taken"), [(200 * 2**20, 200 * 2**20), (2**33, 0)])
def test_two_hundred_megabytes_are_refused_and_nowhere_kept(announced, taken, survey, as_, api_, place):
    def send(client, url, **more):
        body = Endless()
        about = {"CONTENT_LENGTH": str(announced), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
        answer = client.generic("POST", url, **about, **more | {"wsgi.input": body})
        assert body.taken == taken
        return answer

    url = f"/files/communities.survey/{survey.pk}/attach/"
    assert send(as_("street"), url).status_code == 302
    assert send(as_("street"), url, HTTP_HX_REQUEST="true")["HX-Refresh"] == "true"
    answer = send(api_("street"), "/api/v1/files/")
    assert (answer.status_code, answer.json()["code"]) == (413, "request_too_big")
    assert not kept(place)


def test_sent_twice_is_kept_once(survey, people, place):
    key, by = uuid.uuid4(), people["street"]
    first = actions.attach(survey, picture(), by=by, client_key=key)
    assert actions.attach(survey, picture(), by=by, client_key=key) == first
    assert len(kept(place)) == 2
    other = SurveyFactory(community=CommunityFactory(area=survey.area))
    with pytest.raises(Refused, match="终端编号"):
        actions.attach(other, picture(), by=by, client_key=key)


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_is_kept_once(people, place):
    survey, key = SurveyFactory(community=CommunityFactory(area=AreaFactory(code=HERE))), uuid.uuid4()
    send = lambda: actions.attach(survey, picture(), by=people["street"], client_key=key)  # noqa: E731
    first, second = together(send, send)
    assert first == second and len(kept(place)) == 2


def test_what_is_undone_leaves_no_file(survey, people, place):
    by = people["street"]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.attach(survey, picture(), by=by)
        assert len(kept(place)) == 2
        _ = 1 / 0
    assert not kept(place)
    with pytest.raises(Exception, match="caption|说明|120"):
        actions.attach(survey, picture(), by=by, caption="长" * 121)
    assert not kept(place) and not Attachment.objects.exists()


def test_what_is_removed_goes_when_it_is_certain(survey, people, place, django_capture_on_commit_callbacks):
    by = people["street"]
    with django_capture_on_commit_callbacks(execute=True):
        photo = actions.attach(survey, picture(), by=by)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.remove(photo, by=by)
        _ = 1 / 0
    assert len(kept(place)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(photo, by=by)
    assert not kept(place) and not Attachment.objects.exists()
    assert Change.objects.first().after is None


def test_the_night_clears_what_no_record_names(survey, people, place):
    photo = actions.attach(survey, picture(), by=people["street"])
    folder = Path(photo.file.path).parent
    for name, days in (("stray.jpg", 2), ("fresh.jpg", 0)):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (time.time() - days * 86400,) * 2)
    for path in (photo.file.path, photo.preview.path):
        os.utime(path, (0, 0))
    assert tasks.sweep_files() == 1 and tasks.sweep_files() == 0
    assert sorted(path.name for path in kept(place)) == sorted(
        ["fresh.jpg", Path(photo.file.name).name, Path(photo.preview.name).name]
    )


def test_rights(survey, people):
    for name in ("auditor", "street2", "sysadmin"):
        with pytest.raises(PermissionDenied):
            actions.attach(survey, picture(), by=people[name])
    photo = actions.attach(survey, picture(), by=people["street"])
    with pytest.raises(PermissionDenied):
        actions.remove(photo, by=people["auditor"])
    with pytest.raises(Refused, match="不对居民公开"):
        actions.publish(photo, by=people["city"], is_public=True)
    Survey.objects.update(state="submitted")
    survey.refresh_from_db()
    assert "已上报" in refused("files_closed", survey, picture(), people["street"])
    with pytest.raises(Refused, match="已上报"):
        actions.remove(Attachment.objects.get(), by=people["street"])


def test_pages(survey, as_, place):
    client, url = as_("street"), f"/files/communities.survey/{survey.pk}/attach/"
    came_from, data = (
        "http://testserver/communities/",
        {"files": [picture(), upload("x.jpg", b"no")], "caption": "外墙"},
    )
    assert client.post(url, data, headers={"Referer": came_from})["Location"] == came_from
    photo = Attachment.objects.get()
    part = client.post(url, {"files": [pdf()], "slot": ""}, headers={"HX-Request": "true"})
    text = part.content.decode()
    assert part.status_code == 200 and "批复.pdf" in text and f"/files/{photo.pk}/preview/" in text and "外墙" in text
    assert "请先选" in client.post(url, {}, headers={"HX-Request": "true"}).content.decode()
    assert as_("street2").post(url, {"files": [picture()]}).status_code == 404
    assert client.post("/files/core.job/1/attach/", {"files": [picture()]}).status_code == 404
    assert client.post(f"/files/{photo.pk}/remove/", headers={"HX-Request": "true"}).status_code == 200
    assert Attachment.objects.get().kind == "document"


def test_only_our_own_pictures_are_shown(survey, people, as_):
    client = as_("street")
    photo = actions.attach(survey, picture(), by=people["street"])
    paper = actions.attach(survey, pdf(), by=people["street"])
    shown, saved = client.get(f"/files/{photo.pk}/"), client.get(f"/files/{paper.pk}/")
    assert shown["Content-Disposition"].startswith("inline") and shown["Content-Type"] == "image/jpeg"
    assert saved["Content-Disposition"].startswith("attachment") and shown.streaming and saved.streaming
    for answer in (shown, saved):
        assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    assert client.get(f"/files/{photo.pk}/", headers={"If-None-Match": shown["ETag"]}).status_code == 304
    assert client.get(f"/files/{paper.pk}/preview/").status_code == 404
    assert as_("street2").get(f"/files/{photo.pk}/").status_code == 404
    assert as_("visitor").get(f"/files/{photo.pk}/").status_code == 302


def test_residents_see_public_files_of_public_records_without_the_place(facility, survey, as_, api_, people):
    photo = actions.attach(facility, picture(), by=people["street"], caption="入口")
    hidden = AttachmentFactory(target=survey, is_public=True, longitude=Decimal("121.5"), latitude=Decimal("29.8"))
    assert as_("visitor").get(f"/files/{photo.pk}/").status_code == 302
    actions.publish(photo, by=people["district"], is_public=True)
    Attachment.objects.filter(pk=photo.pk).update(longitude=Decimal("121.534"), latitude=Decimal("29.868"))
    assert as_("visitor").get(f"/files/{photo.pk}/preview/").status_code == 200
    assert as_("visitor").get(f"/files/{hidden.pk}/").status_code == 302
    (row,) = api_("visitor").get("/api/v1/files/").json()["results"]
    assert row["caption"] == "入口" and not {"longitude", "latitude", "taken_at", "by_name"} & set(row)
    assert "121.534" not in api_("visitor").get(f"/api/v1/files/{photo.pk}/").content.decode()


def test_the_api(survey, api_, people):
    api, key = api_("street"), str(uuid.uuid4())
    sent = lambda: {"target": "communities.survey", "id": survey.pk, "file": picture(), "client_key": key}  # noqa: E731
    first, again = (api.post("/api/v1/files/", sent()) for _ in range(2))
    assert first.status_code == 201 and first.json() == again.json() and first.json()["client_key"] == key
    pk = first.json()["id"]
    assert first.json()["longitude"] and first.json()["target"] == "communities.survey"
    count = lambda **asked: api.get("/api/v1/files/", asked).json()["count"]  # noqa: E731
    assert [count(target="communities.survey", id=survey.pk), count(target="core.job"), count(slot="B1")] == [1, 0, 0]
    assert api.get(f"/api/v1/files/{pk}/content/")["Content-Type"] == "image/jpeg"
    assert api.get(f"/api/v1/files/{pk}/preview/").status_code == 200
    no = api.post("/api/v1/files/", sent() | {"file": upload("x.jpg", b"no"), "client_key": str(uuid.uuid4())})
    assert (no.status_code, no.json()["code"]) == (409, "bad_file")
    assert api_("street2").post("/api/v1/files/", sent()).status_code == 404
    assert api.delete(f"/api/v1/files/{pk}/").status_code == 204 and not Attachment.objects.exists()


def test_a_list_costs_the_same_for_five_and_fifty(survey, api_, django_assert_num_queries):
    api, few, many = api_("street"), 5, 45
    AttachmentFactory.create_batch(few, target=survey)
    api.get("/api/v1/files/")
    with django_assert_num_queries(3) as once:
        assert api.get("/api/v1/files/").json()["count"] == few
    AttachmentFactory.create_batch(many, target=survey)
    with django_assert_num_queries(len(once)):
        assert api.get("/api/v1/files/").json()["count"] == few + many
