from accounts.policy import Act
from communities.models import Community
from core.exchange.views import ExportPage
from core.listing import Column
from core.views import DetailPage, FormPage, HistoryPage, ListPage
from projects.consents import actions, forms, ratios
from projects.consents.filters import ConsultationFilter
from projects.consents.models import ConsultationRecord


class ConsultationExport(ExportPage):
    kind = "consultations"


class ConsultationList(ListPage):
    """意愿征询 held on paper or at meetings, with their ratios."""

    model, filterset_class, template_name = ConsultationRecord, ConsultationFilter, "projects/consultations.html"
    list_name, title = "consultation_records", "意愿征询"
    lead = "征询结果决定小区能不能列入计划、方案能不能往下走"
    columns = [
        Column("community", "小区", sort="community"),
        Column("purpose", "事项"),
        Column("held_on", "截止日期", sort="held_on"),
        Column("took_part", "参加 / 总户数", numeric=True),
        Column("agreed", "同意", numeric=True),
        Column("posted_to", "公示到"),
        Column("result", "结论"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("community__area__parent")

    def get_context_data(self, **kwargs):
        found = super().get_context_data(may_record=self.request.user.may_somewhere(Act.CONSENT_RECORD), **kwargs)
        limits = ratios.in_force()
        for record in found["object_list"]:
            record.short = ratios.lacks(record, limits=limits)
        return found


class ConsultationDetail(DetailPage):
    model, template_name = ConsultationRecord, "projects/consultation.html"

    def get_queryset(self):
        return super().get_queryset().select_related("community__area__parent")

    def get_context_data(self, **kwargs):
        may_edit = self.request.user.may(Act.CONSENT_RECORD, self.object)
        return super().get_context_data(short=ratios.lacks(self.object), may_edit=may_edit, **kwargs)


class ConsultationHistory(HistoryPage):
    model = ConsultationRecord


class ConsultationCreate(FormPage):
    model, form_class, act = ConsultationRecord, forms.ConsultationForm, Act.CONSENT_RECORD
    title, button, done = "登记征询结果", "登记", "征询结果已登记，请把征询表、公示照片传上来"

    def get_initial(self):
        wanted = self.request.GET.get("community", "")
        seen = Community.objects.visible_to(self.request.user)
        community = seen.filter(pk=wanted).first() if wanted.isascii() and wanted.isdigit() else None
        purpose = self.request.GET.get("purpose", "entry")
        return {"community": community, "purpose": purpose, "households": community and community.households}

    def act_on(self, obj, by, **values):
        return actions.record(by=by, **values)


class ConsultationEdit(FormPage):
    model, form_class, act = ConsultationRecord, forms.ConsultationForm, Act.CONSENT_RECORD
    done = "已保存"

    def act_on(self, obj, by, **values):
        return actions.correct(obj, by=by, **values)
