"""Annexes of a bulletin: the progress of the places in the columns that an upright page holds, and the problems."""

from dataclasses import replace

from reports.tables import lists, places
from reports.tables.source import frozen

UPRIGHT = {  # shorter headings
    "planned": ("计划（个）",),
    "area": ("计划（万㎡）",),
    "started": ("已开工（个）",),
    "started_area": ("已启动（万㎡）",),
    "area_rate": ("启动率",),
    "change": ("较上{span}",),
    "deviation": ("偏差",),
    "completed": ("已完工（个）",),
    "paid": ("投资完成率",),
    "warning": ("预警",),
}
HIDDEN = ("budget", "invested")  # the rate of money is computed from them
KEPT = {"order", "name", *UPRIGHT, *HIDDEN}
WIDTHS = {"name": 12, "order": 4, "area": 9, "started_area": 9, "area_rate": 10, "warning": 10}
PROBLEM_WIDTHS = {"project": 20, "area": 15, "words": 26, "owner": 17, "until": 13}


def annexes(report):
    """[(title, table)]; empty tables are no annex."""
    source = frozen(report)
    found = [("改造进展情况表", progress(source)), ("存在问题清单", problems(source))]
    return [(title, table) for title, table in found if table.number]


def progress(source):
    table = places.t1(source)
    kept = []
    for column in table.columns:
        if column.key in KEPT:
            shorter = replace(column, head=UPRIGHT.get(column.key, column.head), width=WIDTHS.get(column.key, 8))
            kept.append(replace(places.of_span(shorter, source.span), hidden=column.key in HIDDEN))
    table.columns = kept
    table.sums = {key: 0 for key in table.sums if key in {column.key for column in kept}}
    return table


def problems(source):
    table = lists.t3(source)
    table.columns = [
        replace(column, width=PROBLEM_WIDTHS.get(column.key, column.width))
        for column in table.columns
        if column.key != "problem"
    ]
    return table
