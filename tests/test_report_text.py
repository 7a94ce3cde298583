"""The text of a bulletin as edited, its figures against the snapshot, and its 发文字号."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reports import checks, signing
from reports.bulletin import draft, text_of
from reports.models import Report
from tests.test_report_life import made, published, refused, street

__all__ = ["street"]
YEAR = timezone.localdate().year


def printed(as_, report, form):
    answer = as_("city").get(f"/reports/{report.pk}/?as={form}")
    if form == "html":
        return answer.content.decode()
    return ZipFile(BytesIO(answer.content)).read("word/document.xml").decode()


def test_an_edited_text_is_what_is_printed(street, people, as_):
    report = made()
    page = as_("street").get(f"/reports/{report.pk}/write/").content.decode()
    assert draft(report)[1] in page and draft(report)[1] == "一、总体进展"
    lines = [*draft(report), "（一）好的做法", "白云街道把雨污分流和加装电梯安排在同一个工期。"]
    as_("street").post(f"/reports/{report.pk}/write/", {"text": "\r\n\r\n".join(lines)})
    report.refresh_from_db()
    assert report.text == "\n".join(lines) and text_of(report) == lines and checks.findings(report) == []
    for form in ("html", "docx"):
        assert "安排在同一个工期" in printed(as_, report, form)
    assert "正文经过修改" in as_("street").get(f"/reports/{report.pk}/").content.decode()
    for text in ("", "\n".join(draft(report))):  # all deleted, or nothing changed: as drafted
        report = signing.write(report, by=people["street"], text="别的话")
        assert signing.write(report, by=people["street"], text=text).text == ""
    no = refused("too_long", signing.write, report, by=people["street"], text="改" * 20001)
    assert no.fields == {"text": ["正文最多 20000 字，现在 20001 字"]}


def test_a_figure_that_the_snapshot_does_not_have_is_explained_or_mended(street, people):
    report = made()
    told = "截至2025年10月31日，已开工 3 个小区，完成投资 500 万元、12,345.60 万元，12月20日前再开工。"
    report = signing.write(report, by=people["street"], text=f"一、总体进展\n{told}")
    (finding,) = checks.findings(report)
    assert finding.words == "正文里的 3、12345.6 不在这份报告的数据里，请核对或者说明出处"
    refused("unexplained", signing.submit, report, by=people["street"])
    report = signing.explain(report, by=people["street"], finding=finding.code, words="含今年新增的两个小区")
    rewritten = signing.write(report, by=people["street"], text=f"一、总体进展\n{told}共 77 处。")
    assert rewritten.explanations == {} and "77" in checks.findings(rewritten)[0].words  # other figures, asked again
    mended = signing.write(rewritten, by=people["street"], text="一、总体进展\n已开工 1 个小区。")
    assert signing.submit(mended, by=people["street"]).state == "submitted"


def test_what_is_published_keeps_its_text(street, people):
    report = published(people)
    refused("wrong_state", signing.write, report, by=people["city"], text="改")
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(text="改")


def test_the_number_is_given_once_in_its_own_form(street, people, as_):
    def checked(period):
        report = made(period=period)
        report.explanations = {one.code: "已核对" for one in checks.findings(report)}
        report.save()
        return signing.check(signing.submit(report, by=people["street"]), by=people["district"])

    first, second = checked("2025-10"), checked("2025-11")
    for wrong in ("12", f"甬建旧改{YEAR}年12号", f"甬建旧改〔{YEAR}〕号", "甬建旧改〔26〕1号"):
        no = refused("bad_number", signing.sign, first, by=people["city"], number=wrong)
        assert "六角括号" in no.fields["number"][0]
    signed = signing.sign(first, by=people["city"], number=f" 甬建旧改[{YEAR}]第012号 ")
    assert signed.number == f"甬建旧改〔{YEAR}〕12号" and f"甬建旧改〔{YEAR}〕12号" in printed(as_, signed, "docx")
    page = as_("city").get(f"/reports/{second.pk}/sign/").content.decode()
    assert f'value="甬建旧改〔{YEAR}〕13号"' in page
    no = refused("number_taken", signing.sign, second, by=people["city"], number=f"甬建旧改〔{YEAR}〕12号")
    assert no.fields["number"] == [f"甬建旧改〔{YEAR}〕12号 已经用在“{signed}”上"]
    back = signing.send_back(signed, by=people["city"], reason="数字有误")
    assert back.number == "" and signing.sign(second, by=people["city"]).number == ""  # free again; none is needed
