"""A table as a page prints it: headings with their spans, cells as text."""

from itertools import islice

from reports.tables.shape import headings, show

SHOWN = 200  # rows on a page; the files have them all


def printed(table, most=None):
    """Context of `reports/_table.html`; with `most`, a long list is cut and has no total."""
    columns = table.shown
    rows = list(islice(table.body(), most) if most and cut(table, most) else table.body())
    whole = not cut(table, most) if most else True
    return {
        "table": table,
        "heads": headings(columns),
        "lines": [[(column, show(column, row)) for column in columns] for row in rows],
        "total": last_line(table, columns) if whole and table.total is not None else None,
        "left_out": 0 if whole else table.number - len(rows),
        "name_at": next((at for at, column in enumerate(columns) if column.key in ("name", "project")), 0),
    }


def cut(table, most):
    return bool(most and table.number and table.number > most)


def last_line(table, columns):
    row = table.total_row()
    return [(column, show(column, row, total=True)) for column in columns]
