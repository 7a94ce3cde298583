from django import forms

from core.steps.table import Day, NoteForm, StepForm
from projects.register.models import Project
from projects.stages.models import Opinion, ProjectDocument, ProjectPhase, RequiredDocument


class StartForm(NoteForm):
    first_works_date = forms.DateField(label="实际进场日期", widget=Day(), help_text="开工以这一天为准")
    start_order_date = forms.DateField(label="开工令日期", required=False, widget=Day())
    field_order = ["first_works_date", "start_order_date", "note"]


class Plain(forms.ModelForm):
    """Model validation is the action's; the person does not narrow anything here."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)

    def _post_clean(self):
        """Model validation is the action's."""


class PhaseForm(Plain):
    """The days of a phase, each estimated or confirmed."""

    class Meta:
        model = ProjectPhase
        fields = ["starts_on", "start_confirmed", "ends_on", "end_confirmed"]
        widgets = {"starts_on": Day(), "ends_on": Day()}
        help_texts = {"end_confirmed": "确认以后才能办结这个阶段；没有发生的日期先不要勾"}


class DocumentForm(Plain):
    """A document: number, day, who issued it."""

    class Meta:
        model = ProjectDocument
        fields = ["requirement", "number", "dated_on", "issuer", "note"]
        widgets = {"dated_on": Day()}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["requirement"].queryset = RequiredDocument.objects.all()
        self.fields["requirement"].label_from_instance = lambda d: f"{d.get_phase_display()}：{d.name}"


class OpinionForm(Plain):
    """What a department says, and when."""

    class Meta:
        model = Opinion
        fields = ["verdict", "text", "given_on", "given_by"]
        widgets = {"given_on": Day(), "text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"text": "修改后同意的写要改什么，不同意的写原因"}


class ExemptForm(StepForm):
    """Which check a project may pass without, and on what basis."""

    check_code = forms.CharField(label="免办事项", max_length=40, widget=forms.HiddenInput())
    basis = forms.CharField(
        label="免办依据",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="文件名称和条款，或会议纪要编号；会一直显示在项目页上",
    )


class OfOneProject(Plain):
    """For programs: the same with the project named."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["project"].queryset = Project.objects.visible_to(user)


class NewDocumentForm(OfOneProject):
    """A document of a project."""

    class Meta(DocumentForm.Meta):
        fields = ["project", *DocumentForm.Meta.fields]


class NewOpinionForm(OfOneProject):
    """A department's word on a project, at the joint review or the joint acceptance."""

    class Meta(OpinionForm.Meta):
        fields = ["project", "occasion", "department", *OpinionForm.Meta.fields]


class NewPhaseForm(OfOneProject):
    """The days of one phase of a project."""

    class Meta(PhaseForm.Meta):
        fields = ["project", "phase", *PhaseForm.Meta.fields]
