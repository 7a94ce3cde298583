"""Quality, acceptance, handover and warranty for programs."""

from django.db.models import F
from rest_framework import serializers

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from projects.acceptance import checklist, filters, forms, handover, hidden, quality, warranty
from projects.acceptance.models import (
    AcceptanceItem,
    AcceptanceResult,
    Asset,
    Defect,
    DefectKind,
    Finding,
    HiddenWork,
    Inspection,
    WarrantyItem,
    WarrantyTerm,
)
from projects.acceptance.steps import ASSET_STEPS, DEFECT_STEPS, FINDING_STEPS, HIDDEN_STEPS


class CodeOutput(serializers.Serializer):
    """A row of a table that ships with the product; its other columns are as the list shows them."""

    code = serializers.CharField()
    name = serializers.CharField()


class TableViewSet(ScopedViewSet):
    """Tables that ship: the same for everybody, in their order."""

    serializer_class, lookup_field = CodeOutput, "code"

    def get_queryset(self):
        return self.model.objects.all()


class DefectKindViewSet(TableViewSet):
    """检查项: the defined list of defects by work, with the days to put one right."""

    model = DefectKind
    columns = {name: name for name in ("code", "work", "name", "severe", "days")}


class AcceptanceItemViewSet(TableViewSet):
    """验收内容: the checklist, each line with the item of the catalogue it belongs to."""

    model = AcceptanceItem
    columns = {"code": "code", "work": "work", "name": "name", "item": "item_id"}
    columns |= {"required": "required", "basis": "basis"}


class WarrantyTermViewSet(TableViewSet):
    """保修期限 in months; null: the design life, or what the contract says."""

    model = WarrantyTerm
    columns = {name: name for name in ("code", "name", "months", "basis")}


@writes(forms.NewInspectionForm, create=quality.inspect)
@writes(forms.InspectionForm, edit=quality.edit_inspection)
class InspectionViewSet(ScopedViewSet):
    """现场检查."""

    model, filterset_class = Inspection, filters.InspectionFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "kind": "kind",
        "held_on": "held_on",
        "inspector": "inspector",
        "note": "note",
        "version": "version",
    }


@with_steps(FINDING_STEPS)
@writes(forms.NewFindingForm, create=quality.find)
@writes(forms.FindingForm, edit=quality.edit_finding)
class FindingViewSet(ScopedViewSet):
    """整改事项: from the defined list, with a place and a day; answered, checked again, closed."""

    model, filterset_class = Finding, filters.FindingFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "inspection": "inspection_id",
        "kind": "kind_id",
        "kind_name": F("kind__name"),
        "severe": F("kind__severe"),
        "place": "place",
        "text": "text",
        "due_on": "due_on",
        "state": "state",
        "answer": "answer",
        "rectified_on": "rectified_on",
        "closed_on": "closed_on",
        "reopened": "reopened",
        "version": "version",
    }


@with_steps(HIDDEN_STEPS)
@writes(forms.NewHiddenWorkForm, create=hidden.record)
@writes(forms.HiddenWorkForm, edit=hidden.record_again)
class HiddenWorkViewSet(ScopedViewSet):
    """隐蔽工程: signed before it is covered, or not covered. PATCH of a refused one asks again."""

    model, filterset_class = HiddenWork, filters.HiddenWorkFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "name": "name",
        "place": "place",
        "made_on": "made_on",
        "cover_on": "cover_on",
        "state": "state",
        "signed_by": "signed_by",
        "signed_on": "signed_on",
        "opinion": "opinion",
        "version": "version",
    }


@writes(forms.NewResultForm, create=checklist.set_verdict)
class AcceptanceResultViewSet(ScopedViewSet):
    """验收结果: posting a line again replaces its verdict, with its history."""

    model, filterset_class = AcceptanceResult, filters.AcceptanceResultFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "item": "item_id",
        "item_name": F("item__name"),
        "verdict": "verdict",
        "note": "note",
        "checked_on": "checked_on",
        "version": "version",
    }


@with_steps(ASSET_STEPS)
@writes(forms.NewAssetForm, create=handover.record)
@writes(forms.AssetForm, edit=handover.edit)
class AssetViewSet(ScopedViewSet):
    """移交资产; a signed one of a kind of facility names the facility it became."""

    model, filterset_class = Asset, filters.AssetFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "community": "community_id",
        "name": "name",
        "kind": "kind_id",
        "quantity": "quantity",
        "measure": "measure",
        "receiver": "receiver_id",
        "receiver_name": F("receiver__name"),
        "signed_by": "signed_by",
        "signed_on": "signed_on",
        "facility": "facility_id",
        "version": "version",
    }
    public_columns = ("id", "project", "community", "name", "kind", "quantity", "measure", "receiver_name", "facility")


class PeriodOutput(serializers.Serializer):
    """A warranty period of a project."""

    project = serializers.IntegerField()
    term = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


class WarrantyItemViewSet(ScopedViewSet):
    """保修项: made at the acceptance; `ends_on` null is the design life, or what the contract says."""

    model, filterset_class, serializer_class = WarrantyItem, filters.WarrantyItemFilter, PeriodOutput
    columns = {
        "id": "id",
        "project": "project_id",
        "term": "term_id",
        "term_name": F("term__name"),
        "starts_on": "starts_on",
        "ends_on": "ends_on",
        "version": "version",
    }


@with_steps(DEFECT_STEPS)
@writes(forms.NewDefectForm, create=warranty.notify)
class DefectViewSet(ScopedViewSet):
    """保修报修: `due_on` is the day by which the contractor must be there."""

    model, filterset_class = Defect, filters.DefectFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "warranty": "warranty_id",
        "term": F("warranty__term_id"),
        "community": "community_id",
        "place": "place",
        "text": "text",
        "urgent": "urgent",
        "notified_on": "notified_on",
        "due_on": "due_on",
        "state": "state",
        "on_site_on": "on_site_on",
        "closed_on": "closed_on",
        "result": "result",
        "by_owner": "by_owner",
        "version": "version",
    }
