"""Kinds of special works and the rules of their conflicts, as the product ships them."""

import csv
from pathlib import Path

from accounts.policy import Act
from core import schedules, thresholds
from core.actors import SYSTEM
from core.changes import change_many
from core.reference import load_csv, reference
from projects.special_works.models import ConflictRule, SpecialKind

DATA = Path(__file__).parents[1] / "data"


@reference
def special_works():
    load_csv(SpecialKind, DATA / "special_kinds.csv")
    thresholds.load(DATA / "special_thresholds.csv")


@reference
def conflict_rules():
    known = set(ConflictRule.objects.values_list("code", flat=True))
    with (DATA / "conflict_rules.csv").open(encoding="utf-8", newline="") as file:
        rows = [row | {"days": int(row["days"]), "active": row["active"] == "True"} for row in csv.DictReader(file)]
    new = [(ConflictRule(**row), {}) for row in rows if row["code"] not in known]
    change_many(new, by=SYSTEM, act=Act.CONFLICT_RULE, note="平台自带")


@reference
def nightly():
    schedules.at("每夜重算专项工程统筹", "projects.special_works.tasks.coordinate_all", hour=2)
