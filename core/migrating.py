"""Migrations that make many tables."""

from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation


class CreateTogether(Operation):
    """The tables that `operations` describe, made from the state after the last of them.

    One by one, Django builds the classes of all related models anew for every single table: a minute for our hundred
    and fifty. Takes CreateModel, and AddField, AddIndex and AddConstraint of the models created here.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations):
        self.operations = operations
        self.created = [one for one in operations if isinstance(one, CreateModel)]
        others = [one for one in operations if not isinstance(one, CreateModel)]
        assert all(isinstance(one, AddField | AddIndex | AddConstraint) for one in others)
        assert {one.model_name_lower for one in others} <= {one.name_lower for one in self.created}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # rendered again when it is asked for: once
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self.models(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self.models(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def models(self, app_label, schema_editor, state):
        found = [state.apps.get_model(app_label, one.name) for one in self.created]
        return [model for model in found if self.allow_migrate_model(schema_editor.connection.alias, model)]

    def describe(self):
        return f"Create {len(self.created)} tables"
