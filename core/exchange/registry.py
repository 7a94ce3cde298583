"""Which kinds of sheets there are; each app registers its own when it starts."""

from core.errors import Refused

SHEETS: dict[str, type] = {}


def register(sheet):
    SHEETS[sheet.kind] = sheet
    return sheet


def sheet_of(kind, by):
    if kind not in SHEETS:
        raise Refused("unknown_kind", f"没有“{kind}”这种表", {"kind": [f"可用的种类：{'、'.join(SHEETS)}"]})
    return SHEETS[kind](by)
