"""The pages of an import: upload, what would happen, done; and the ways out: export, blank template."""

import tempfile
from pathlib import Path

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.generic import DetailView, FormView, ListView, View

from core.errors import Refused
from core.exchange import actions, exports, writing
from core.exchange.registry import SHEETS, sheet_of
from core.models import Import
from core.views import StaffPage

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
STOP_POLLING = 286


class UploadForm(forms.Form):
    """A file and what kind of sheet it is: one of those the person may import."""

    kind = forms.ChoiceField(label="表格种类")
    file = forms.FileField(
        label="表格文件",
        help_text=".xlsx、.xls 或 .csv；表头上面有标题、有隐藏的工作表、有空行都没关系",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt"}),
        error_messages={"required": "请先选一个文件", "empty": "文件是空的"},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        own = [sheet for sheet in SHEETS.values() if user.may_somewhere(sheet.act)]
        self.fields["kind"].choices = [(sheet.kind, sheet.title) for sheet in own]


class OwnImports(StaffPage):
    model = Import

    def get_queryset(self):
        return Import.objects.visible_to(self.request.user).select_related("by", "job")


class ImportList(OwnImports, ListView):
    template_name, paginate_by = "imports/list.html", 50

    def get_context_data(self, **kwargs):
        return super().get_context_data(sheets=SHEETS.values(), **kwargs)


class Upload(StaffPage, FormView):
    template_name, form_class = "imports/upload.html", UploadForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self):
        return {"kind": self.request.GET.get("kind", "communities")}

    def form_valid(self, form):
        try:
            new = actions.upload(form.cleaned_data["kind"], form.cleaned_data["file"], by=self.request.user)
        except Refused as refused:
            form.add_error("file", refused.message)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        return redirect("imports:import", new.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(sheets=SHEETS.values(), **kwargs)


class ImportPage(OwnImports, DetailView):
    """One import in whatever state it is; polled while the worker is busy."""

    template_name, context_object_name = "imports/import.html", "imported"

    def get_context_data(self, **kwargs):
        imported = self.object
        sheet = sheet_of(imported.kind, self.request.user)
        known = {h["column"] for h in imported.headers if h["column"]}
        return super().get_context_data(
            shown_at=f"{reverse(sheet.list_page)}?imported={imported.pk}" if sheet.list_page else "",
            columns=[c for c in sheet.columns if c.name in known],
            spare=[c for c in sheet.columns if c.name not in known],
            unknown=[h["header"] for h in imported.headers if not h["column"]],
            busy=imported.state in (Import.State.READING, Import.State.COMMITTING),
            writable=imported.counts.get("new", 0) + imported.counts.get("changed", 0),
            mine=imported.by_id == self.request.user.pk,
            **kwargs,
        )


class ImportProgress(ImportPage):
    """The busy part alone; when the work is over the browser loads the page anew."""

    def render_to_response(self, context, **kwargs):
        if context["busy"]:
            return render(self.request, "imports/_busy.html", context)
        response = HttpResponse(status=STOP_POLLING)
        response["HX-Redirect"] = reverse("imports:import", args=[self.object.pk])
        return response


class Commit(OwnImports, View):
    def post(self, request, pk):
        imported = get_object_or_404(self.get_queryset(), pk=pk)
        actions.commit(imported, by=request.user, skip_rejected=request.POST.get("skip_rejected") == "1")
        return redirect("imports:import", pk)


class AssignColumns(OwnImports, View):
    """Say which column an unknown header stands for, and read again."""

    def post(self, request, pk):
        imported = get_object_or_404(self.get_queryset().filter(by=request.user.pk), pk=pk)
        chosen = {h["header"]: request.POST.get(f"column:{h['header']}", "") for h in imported.headers}
        mapping = imported.mapping | {header: name for header, name in chosen.items() if name}
        actions.read_again(imported, by=request.user, mapping=mapping)
        return redirect("imports:import", pk)


class RejectedRows(OwnImports, View):
    def get(self, request, pk):
        imported = get_object_or_404(self.get_queryset(), pk=pk)
        if not imported.rejected_file:
            raise Http404
        name = f"{Path(imported.filename).stem}-不能导入的行.xlsx"
        return FileResponse(imported.rejected_file.open(), as_attachment=True, filename=name)


class Template(StaffPage, View):
    """The blank sheet with its notes."""

    def get(self, request, kind):
        if kind not in SHEETS:
            raise Http404
        sheet = sheet_of(kind, request.user)
        return made(lambda path: writing.template(path, sheet), f"{sheet.title}-空白表.xlsx")


class ExportPage(StaffPage, View):
    """The filtered list as a sheet: at once, or by the worker when there is much of it."""

    kind = ""

    def get(self, request):
        sheet, form = sheet_of(self.kind, request.user), "csv" if request.GET.get("as") == "csv" else "xlsx"
        rows = sheet.rows(request.GET)
        if rows.count() > exports.AT_ONCE:
            ordered = exports.order(self.kind, request.GET.urlencode(), by=request.user, form=form)
            return redirect("job", ordered.pk)
        name, found = exports.filename(sheet, form), rows.iterator(chunk_size=exports.CHUNK)
        return made(lambda path: exports.FORMS[form](path, sheet, found), name, TYPES[form])


def made(write, name, content_type=XLSX):
    """A file written to a temporary place and sent from it."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        write(file.name)
        content = Path(file.name).open("rb")  # noqa: SIM115 (FileResponse closes it; the name may go before)
    return FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
