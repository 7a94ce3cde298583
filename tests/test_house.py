"""The shape of the house, checked like any other behaviour."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from core.models import Change, Seal, Tracked
from tests import factories, factories_voices, factories_works

ROOT = Path(settings.BASE_DIR)
FLOORS = ["core", "accounts", "communities", "projects", "resident_participation", "reports", "ningbo_renewal"]
SOURCES = [p for floor in FLOORS for p in sorted((ROOT / floor).rglob("*.py")) if "migrations" not in p.parts]
PURE = {"models.py", "policy.py", "states.py", "figures.py", "filters.py", "forms.py", "querysets.py"}
WEB = ("django.http", "django.shortcuts", "rest_framework", "celery", ".views", ".api", ".actions", ".tasks")


def name(path):
    return str(path.relative_to(ROOT))


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_only_go_down(path):
    mine = FLOORS.index(path.relative_to(ROOT).parts[0])
    up = [module for module in imports(path) if module.split(".")[0] in FLOORS[mine + 1 :]]
    assert not up, f"{name(path)} imports from a floor above: {up}"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_stand_at_the_top(path):
    inside = [n for n in ast.walk(tree(path)) if isinstance(n, (ast.Import, ast.ImportFrom))]
    top = [n for n in tree(path).body if isinstance(n, (ast.Import, ast.ImportFrom))]
    assert len(inside) == len(top)


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name in PURE], ids=name)
def test_lower_layers_do_not_know_the_web(path):
    assert not [module for module in imports(path) if any(w in f".{module}" for w in WEB)]


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_and_functions_stay_small(path):
    assert path.read_text(encoding="utf-8").count("\n") <= 400
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 40, node.name


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name not in ("changes.py", "bulk.py")], ids=name)
def test_tracked_records_are_written_through_the_gate_only(path):
    """No .save(), .update() of a tracked model's rows outside core.changes: looked for by the usual words."""
    text = path.read_text(encoding="utf-8")
    for model in (m.__name__ for m in apps.get_models() if issubclass(m, Tracked)):
        for way in ("create(", "bulk_create(", "update_or_create(", "get_or_create("):
            assert not re.search(rf"\b{model}\.objects\.{re.escape(way)}", text), (
                f"{name(path)} writes {model} past the gate"
            )


def test_every_model_has_a_factory_and_states_whose_rows_it_holds():
    made = {**vars(factories), **vars(factories_works), **vars(factories_voices)}.values()
    have = {f._meta.model for f in made if hasattr(f, "_meta") and hasattr(f._meta, "model")}
    mine = {m for m in apps.get_models() if m._meta.app_label in FLOORS}
    assert mine - have == {Change, Seal}


def test_nothing_reads_outside_the_repository():
    for path in SOURCES:
        assert "../shared" not in path.read_text(encoding="utf-8"), name(path)
