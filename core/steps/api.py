"""The acts of a table as POST endpoints, at the act's own address (`/projects/12/accept/`)."""

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from core.api import expected_version
from core.steps.shape import serializer_of, typed
from core.steps.table import NothingForm


def with_steps(table):
    """Class decorator for a ScopedViewSet: an endpoint per row of the table."""

    def add(viewset):
        for name, step in table.items():
            method = act_method(name, step)
            setattr(viewset, method.__name__, method)
        return viewset

    return add


def act_method(name, step):
    def act(self, request, pk):
        obj = self.get_object()  # first: a foreign id is no such thing, whatever was sent
        values = typed(step.form, request, user=request.user) if step.form is not NothingForm else {}
        return self.one(step.action(obj, by=request.user, **values))

    act.__name__ = f"act_{name.replace('-', '_')}"
    act.__doc__ = step.act.label
    shape = None if step.form is NothingForm else serializer_of(step.form)
    # In this order: @action would wipe out what @extend_schema noted.
    act = action(detail=True, methods=["post"], url_path=name, url_name=name)(
        act
    )  # first: it sets what the other adds to
    return extend_schema(request=shape)(act)


def writes(form_class, *, create=None, edit=None):
    """Class decorator for a ScopedViewSet: POST and PATCH through the page's own form and actions.

    `create(by=…, **values)`, `edit(obj, by=…, version=…, **values)`; on PATCH only the values sent are passed on.
    """
    shape = serializer_of(form_class)

    def add(viewset):
        viewset.serializer_class = viewset.serializer_class or shape
        if create:
            viewset.create = extend_schema(request=shape, description=form_class.__doc__)(creator(form_class, create))
        if edit:
            viewset.partial_update = extend_schema(request=shape)(editor(form_class, edit))
        return viewset

    return add


def creator(form_class, action_function):
    def create(self, request):
        if not request.user.is_authenticated:
            raise PermissionDenied
        values = typed(form_class, request, user=request.user)
        return self.one(action_function(by=request.user, **values), status=201)

    return create


def editor(form_class, action_function):
    def partial_update(self, request, pk):
        obj = self.get_object()
        values = typed(form_class, request, obj, user=request.user)
        return self.one(action_function(obj, by=request.user, version=expected_version(request), **values))

    return partial_update
