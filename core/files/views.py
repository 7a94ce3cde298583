"""The doors of files: a record's own page shows them (house/_files.html), everything else is here."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.views.generic import View

from core.errors import Refused
from core.files import actions
from core.files.kinds import PHOTO
from core.models import Attachment, with_files
from core.views import StaffPage, back_where_they_came_from, sign_in_first


def carrier(user, label, pk):
    """The record of that kind ("communities.survey") and key, if it can carry files and the person sees it."""
    model = next((m for m in with_files() if m._meta.label_lower == label), None)
    if model is None:
        raise Http404
    return get_object_or_404(model.objects.visible_to(user), pk=pk)


class Several(forms.FileField):
    widget = type("SeveralFiles", (forms.FileInput,), {"allow_multiple_selected": True})

    def clean(self, data, initial=None):
        return [super(Several, self).clean(file, initial) for file in data or [None]]


class AttachForm(forms.Form):
    files = Several(error_messages={"required": "请先选照片或文件", "empty": "这个文件是空的"})
    slot = forms.CharField(required=False, max_length=40)
    caption = forms.CharField(label="说明", required=False, max_length=120)
    client_key = forms.UUIDField(required=False)


class FileAdd(StaffPage, View):
    """Add photos or documents to a record: each stands for itself, what is refused is named."""

    http_method_names = ["post"]

    def post(self, request, label, pk):
        record = carrier(request.user, label, pk)
        request.user.require(record.ATTACH_ACT, record)
        form = AttachForm(request.POST, {"files": request.FILES.getlist("files")})
        if form.is_valid():
            faults = list(keep(record, by=request.user, **form.cleaned_data))
        else:
            faults = [words for field in form.errors.values() for words in field]
        return answered(request, record, faults, done="已上传")


def keep(record, *, by, files, client_key=None, **about):
    """Attach each file; yields what is wrong with those that are not welcome."""
    for file in files:
        key = client_key and uuid.uuid5(client_key, actions.digest(file))
        try:
            actions.attach(record, file, by=by, client_key=key, **about)
        except Refused as refused:
            yield f"{file.name}：{refused.message}"
        except ValidationError as error:
            yield f"{file.name}：{'；'.join(error.messages)}"


def answered(request, record, faults, done):
    """The piece of the page for htmx, the page it came from for everybody else."""
    if "HX-Request" in request.headers:
        about = {"record": record, "slot": request.POST.get("slot", ""), "faults": faults}
        return render(request, "house/_files.html", about)
    for words in faults:
        messages.error(request, words)
    if not faults:
        messages.success(request, done)
    return back_where_they_came_from(request)


class FileContent(View):
    """A file, for those who see its record; everybody gets public files of public records."""

    field = "file"

    def get(self, request, pk):
        this = Attachment.objects.filter(pk=pk)
        found = this.visible_to(request.user).first() or this.public().first()
        if found is None and not request.user.is_authenticated:
            return sign_in_first(request)
        if found is None or not getattr(found, self.field):
            raise Http404
        return served(found, self.field)


class FilePreview(FileContent):
    field = "preview"


def served(attachment, field="file"):
    """The bytes, streamed. Only pictures of our own making are shown; the rest is for the disk, never for the page."""
    shown = attachment.content_type == PHOTO.content_type
    response = FileResponse(
        getattr(attachment, field).open(),
        as_attachment=not shown,
        filename=attachment.name,
        content_type=attachment.content_type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    response["ETag"] = f'"{attachment.sha256[:32]}{field[0]}"'
    return response


class FileAct(StaffPage, View):
    """One act on one file."""

    http_method_names = ["post"]
    done = ""

    def post(self, request, pk):
        attachment = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
        record, faults = attachment.target, []
        try:
            self.act(attachment, request)
        except Refused as refused:
            faults.append(refused.message)
        return answered(request, record, faults, self.done)


class FileRemove(FileAct):
    done = "已删除"

    def act(self, attachment, request):
        actions.remove(attachment, by=request.user)


class FilePublish(FileAct):
    """`public=1` shows it to residents, anything else hides it."""

    done = "已保存"

    def act(self, attachment, request):
        actions.publish(attachment, by=request.user, is_public=request.POST.get("public") == "1")
