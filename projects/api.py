from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, OuterRef, Subquery
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.models import Area
from core.api import ScopedViewSet, expected_version
from projects import actions, inputs, plan_actions, progress_actions, steps
from projects.filters import ProgressFilter, ProjectFilter, TargetFilter
from projects.models import Programme, ProgressReport, Project, ProjectCommunity, YearTarget
from projects.progress_actions import QUANTITIES

DATES = ["planned_start", "planned_finish", "permit_date", "contract_date", "start_order_date", "first_works_date"]
DATES += ["works_complete_date", "acceptance_date", "handover_date"]
MEMBERS = (
    ProjectCommunity.objects.filter(project=OuterRef("pk"))
    .order_by()
    .values("project")
    .values(keys=ArrayAgg("community", order_by="community"))
)


def with_steps(table):
    """Class decorator: a POST act per row of the table, at the act's own address (`/projects/12/accept/`)."""

    def add(viewset):
        for name, step in table.items():
            method = act_method(name, step)
            setattr(viewset, method.__name__, method)
        return viewset

    return add


def act_method(name, step):
    shape = inputs.INPUTS[step.typed]

    def act(self, request, pk):
        obj = self.get_object()  # first: a foreign id is no such thing, whatever was sent
        data = shape(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(step.action(obj, by=request.user, **data.validated_data))

    act.__name__ = f"act_{name.replace('-', '_')}"
    act.__doc__ = step.act.label
    act = extend_schema(request=shape if step.typed else None, operation_id=step.act.value.replace(".", "_"))(act)
    return action(detail=True, methods=["post"], url_path=name, url_name=name)(act)


@with_steps(steps.PROJECT_STEPS)
class ProjectViewSet(ScopedViewSet):
    """改造项目: one row per project, with the ids of its communities."""

    model = Project
    filterset_class = ProjectFilter
    serializer_class = inputs.ProjectInput
    columns = {
        "id": "id",
        "name": "name",
        "code": "code",
        "area": "area_id",
        "area_name": F("area__name"),
        "district": F("area__parent_id"),
        "unit": "unit_id",
        "communities": Subquery(MEMBERS),
        "plan_year": "plan_year",
        "plan_kind": "plan_kind",
        "status": "status",
        **{name: name for name in DATES},
        "budget": "budget",
        "invested": "invested",
        "percent": "percent",
        "owner": "owner",
        "contractor": "contractor",
        "version": "version",
        "updated_at": "updated_at",
    }
    public_columns = ("id", "name", "area", "area_name", "district", "communities", "plan_year", "status")
    public_columns += ("planned_start", "planned_finish", "first_works_date", "acceptance_date")

    @extend_schema(request=inputs.ProjectInput)
    def create(self, request):
        data = inputs.ProjectInput(data=request.data, context={"request": request})
        data.is_valid(raise_exception=True)
        data.validated_data.pop("note", None)
        return self.one(actions.create(by=request.user, **data.validated_data), status=201)

    @extend_schema(request=inputs.ProjectInput(partial=True))
    def partial_update(self, request, pk):
        project = self.get_object()
        data = inputs.ProjectInput(project, data=request.data, partial=True, context={"request": request})
        data.is_valid(raise_exception=True)
        values = data.validated_data
        return self.one(actions.edit(project, by=request.user, version=expected_version(request), **values))


@with_steps(steps.PROGRESS_STEPS)
class ProgressViewSet(ScopedViewSet):
    """月度进展: a row per project, month and revision."""

    model = ProgressReport
    filterset_class = ProgressFilter
    serializer_class = inputs.ProgressInput
    columns = {
        "id": "id",
        "project": "project_id",
        "project_name": F("project__name"),
        "area": F("project__area_id"),
        "period": "period",
        "revision": "revision",
        "state": "state",
        **{name: name for name in QUANTITIES},
        "note": "note",
        "problems": "problems",
        "reason": "reason",
        "return_reason": "return_reason",
        "reported_by": F("reported_by__display_name"),
        "verified_by": F("verified_by__display_name"),
        "version": "version",
        "updated_at": "updated_at",
    }

    @extend_schema(request=inputs.NewProgressInput)
    def create(self, request):
        """Fill in a month; refused as `stale` when somebody filled it in already."""
        data = inputs.NewProgressInput(data=request.data)
        data.is_valid(raise_exception=True)
        values = data.validated_data
        project = get_object_or_404(Project.objects.visible_to(request.user), pk=values.pop("project"))
        period = values.pop("period")
        return self.one(progress_actions.report(project, period, by=request.user, version=0, **values), status=201)

    @extend_schema(request=inputs.ProgressInput(partial=True))
    def partial_update(self, request, pk):
        report = self.get_object()
        data = inputs.ProgressInput(report, data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        version, values = expected_version(request), data.validated_data
        return self.one(
            progress_actions.report(report.project, report.period, by=request.user, version=version, **values)
        )

    @extend_schema(request={"multipart/form-data": inputs.PhotoInput})
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    def photos(self, request, pk):
        report = self.get_object()
        data = inputs.PhotoInput(data=request.data)
        data.is_valid(raise_exception=True)
        photo = progress_actions.add_photo(report, by=request.user, **data.validated_data)
        return Response({"id": photo.pk, "caption": photo.caption}, status=201)

    @extend_schema(request=inputs.LockPeriodInput)
    @action(detail=False, methods=["post"], url_path="lock-period")
    def lock_period(self, request):
        """Lock every verified report of a month in an area; says how many."""
        data = inputs.LockPeriodInput(data=request.data)
        data.is_valid(raise_exception=True)
        period = data.validated_data["period"]
        area = get_object_or_404(Area.objects.visible_to(request.user), pk=data.validated_data["area"])
        return Response({"locked": progress_actions.lock_period(period, area, by=request.user)})


class TargetViewSet(ScopedViewSet):
    """年度目标: a row per district and year."""

    model = YearTarget
    filterset_class = TargetFilter
    serializer_class = inputs.TargetInput
    columns = {
        "id": "id",
        "programme": "programme_id",
        "area": "area_id",
        "area_name": F("area__name"),
        "year": "year",
        "communities": "communities",
        "floor_area": "floor_area",
        "households": "households",
        "investment": "investment",
        "version": "version",
    }

    @extend_schema(request=inputs.NewTargetInput)
    def create(self, request):
        data = inputs.NewTargetInput(data=request.data)
        data.is_valid(raise_exception=True)
        values = data.validated_data
        programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=values.pop("programme"))
        target = plan_actions.set_target(programme, by=request.user, version=0, **values)
        return self.one(target, status=201)

    @extend_schema(request=inputs.TargetInput(partial=True))
    def partial_update(self, request, pk):
        target = self.get_object()
        data = inputs.TargetInput(target, data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        where = (target.programme, target.area, target.year)
        version, values = expected_version(request), data.validated_data
        return self.one(plan_actions.set_target(*where, by=request.user, version=version, **values))


class ProgrammeViewSet(ScopedViewSet):
    """行动计划."""

    model = Programme
    serializer_class = inputs.ProgrammeInput
    columns = {
        "id": "id",
        "name": "name",
        "area": "area_id",
        "first_year": "first_year",
        "last_year": "last_year",
        "document": "document",
        "version": "version",
    }

    @extend_schema(request=inputs.ProgrammeInput)
    def create(self, request):
        data = inputs.ProgrammeInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(plan_actions.save_programme(Programme(), by=request.user, **data.validated_data), status=201)

    @extend_schema(request=inputs.ProgrammeInput(partial=True))
    def partial_update(self, request, pk):
        programme = self.get_object()
        data = inputs.ProgrammeInput(programme, data=request.data, partial=True)
        data.is_valid(raise_exception=True)
        version = expected_version(request)
        return self.one(plan_actions.save_programme(programme, by=request.user, version=version, **data.validated_data))
