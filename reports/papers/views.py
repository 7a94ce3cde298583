from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts.scope import own_area
from core.errors import Refused
from core.views import StaffPage
from reports.papers import files
from reports.papers.asking import ask
from reports.papers.printing import SHOWN, printed
from reports.tables import national
from reports.tables.registry import KINDS, build

LARGEST = 1 << 20


class SheetForm(forms.Form):
    """A CSV in the published form, to be set in the published look."""

    title = forms.CharField(label="表名", max_length=60, initial="全国城镇老旧小区改造进展情况")
    file = forms.FileField(label="CSV 文件", widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("文件太大，最多 1 MB")
        return decoded(file.read())


def decoded(content):
    """Text of a CSV as offices save it: UTF-8, or GB 18030 from Excel."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise forms.ValidationError("文件不是文本，请另存为 CSV 再选")


class Tables(StaffPage, TemplateView):
    """统计表: which there are."""

    template_name = "reports/tables.html"

    def get_context_data(self, **kwargs):
        area = own_area(self.request.user, self.request.GET.get("area"))
        return super().get_context_data(area=area, kinds=KINDS.values(), form=SheetForm(), **kwargs)


class TablePage(StaffPage, View):
    """One table: choose, look, download, print."""

    def get(self, request, code):
        kind = KINDS.get(code)
        if kind is None:
            raise Http404("没有这张表")
        area, form = ask(kind, request.GET, request.user)
        context = {"kind": kind, "form": form, "area": area}
        if not form.is_valid():
            return render(request, "reports/table.html", context, status=400)
        table, wanted = build(code, form.asked(request.user, area)), request.GET.get("as", "")
        if wanted in files.FORMS:
            return self.file(request, code, table, wanted)
        context |= {"table": table, "printed": printed(table, SHOWN)}
        return render(request, "reports/table_print.html" if wanted == "html" else "reports/table.html", context)

    def file(self, request, code, table, form):
        if files.long(table, form):
            return redirect("job", files.order(code, request.GET.dict(), form, by=request.user).pk)
        return files.download(table, form)


class TableOfSheet(StaffPage, View):
    """A sheet from elsewhere in the published look; nothing is kept."""

    def get(self, request):
        return redirect("reports:tables")  # nothing is kept: who comes back chooses the file again

    def post(self, request):
        if not request.user.prefixes:
            raise PermissionDenied
        form = SheetForm(request.POST, request.FILES)
        table = self.table(form) if form.is_valid() else None
        if table is None:
            area = own_area(request.user)
            context = {"area": area, "kinds": KINDS.values(), "form": form, "wanted": "排表"}
            return render(request, "reports/tables.html", context, status=400)
        return render(request, "reports/table_of_sheet.html", {"table": table, "printed": printed(table)})

    def table(self, form):
        title, text = form.cleaned_data["title"], form.cleaned_data["file"]
        try:
            return national.of_sheet(text, title, timezone.localdate())
        except Refused as refused:
            form.add_error("file", refused.message)
            return None
