"""A sheet is a list of columns: the same list reads a file, shows the preview, writes the export and the template."""

from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from core.changes import snapshot
from core.errors import Refused
from core.exchange import headers, reading

CHUNK = 2000
REMEMBERED = 4096  # cells of a column
NEW, CHANGED, UNCHANGED, REJECTED = "new", "changed", "unchanged", "rejected"


@dataclass(frozen=True)
class Asking:
    """Who asks: all that a filter set wants to know of a request."""

    user: object


@dataclass(slots=True)
class Row:
    """A row of the file: what it says, what it would do, what is wrong with it."""

    number: int
    cells: dict  # {column name: the cell as it is}
    values: dict = field(default_factory=dict)
    obj: object = None
    before: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)  # [(column header, message)]
    notices: list = field(default_factory=list)
    state: str = NEW
    extra: dict = field(default_factory=dict)  # what a domain sheet keeps beside the record's own columns

    def wrong(self, header, message):
        self.errors.append((header, message))


class Sheet:
    """The columns of one kind of record. A domain sheet says how rows become records.

    Subclasses set `kind`, `title`, `model`, `columns`, `must_have` (names of columns without which nothing can be
    read), `key` (the name of the column that identifies a row) and override `place`, `existing` and `check`.
    """

    do_not_call_in_templates = True  # a page lists the classes
    kind = title = ""
    model = None
    columns: tuple = ()
    must_have: tuple = ()
    act = ""
    keeps_file = True  # False: the file is deleted once its rows are in (it holds what must not be kept)
    list_page = ""  # name of the list that shows what an import brought (`?imported=`)

    def __init__(self, by):
        self.by = by

    # --- reading ---

    def open(self, path, mapping=None):
        """(source, headers) of the sheet that fits best; Refused when none does."""
        best = None
        for source in reading.sources(path):
            found = headers.find(source, self, mapping)
            if found and (best is None or len(found.columns) > len(best[1].columns)):
                best = source, found
        if best is None:
            expected = "、".join(c.header for c in self.columns if c.name in self.must_have)
            raise Refused("no_header", f"没有找到表头。表里应有这些列：{expected}。可以下载空白表对照")
        return best

    def read(self, source, found, *, lock=False):
        """Chunks of judged rows. With `lock`, the existing records are locked for the commit."""
        self.seen = {}
        # Sheets repeat themselves (years, kinds, streets): a column reads the same cell once.
        readers = [(i, c, lru_cache(REMEMBERED, typed=True)(c.read)) for i, c in found.columns.items()]
        rows = self.raw_rows(source, found)
        while chunk := list(islice(rows, CHUNK)):
            for row in chunk:
                self.parse(row, readers, source.formulas)
            self.judge(chunk, lock)
            yield chunk

    def raw_rows(self, source, found):
        count = 0
        for number, cells in source.rows():
            if number <= found.row:
                continue
            named = {c.name: cells[i] for i, c in found.columns.items() if i < len(cells) and filled(cells[i])}
            if not named:
                continue
            count += 1
            if count > reading.MOST_ROWS:
                raise Refused("too_many_rows", f"一次最多导入 {reading.MOST_ROWS:,} 行，请分成几个文件")
            yield Row(number, named)

    def parse(self, row, readers, formulas):
        cells, values = row.cells, row.values
        for index, column, read in readers:
            name = column.name
            if formulas and (row.number, index) in formulas:
                row.wrong(column.header, "这一格是公式，请复制后选择“粘贴为数值”再上传")
            elif name in cells:
                try:
                    values[name], notice = read(cells[name])
                except ValueError as error:
                    row.wrong(column.header, str(error))
                else:
                    if notice:
                        row.notices.append((column.header, notice))

    def judge(self, chunk, lock):
        """Resolve places and existing records for a whole chunk, then judge row by row."""
        for row in chunk:
            self.place(row)
        known = self.existing(chunk, lock)
        for row in chunk:
            repeated = self.identify(row)
            found = self.find(row, known)
            if repeated:
                found = copy(found)  # what a refused row says must not reach the record of the row that stays
            row.before = snapshot(found) if found is not None else {}
            row.obj = found if found is not None else self.model()
            if found is None:
                self.require(row)
            self.fill(row)
            if not row.errors:
                self.check(row)
            row.state = self.state_of(row)

    def require(self, row):
        for column in self.columns:
            if column.required and column.name not in row.values and not mentioned(row, column):
                row.wrong(column.header, f"没有填{column.header}")

    def identify(self, row):
        """Tell rows of one file apart; a repeated key names the first row that has it. Whether one is repeated."""
        before = len(row.errors)
        for header, key in self.keys(row):
            first = self.seen.setdefault((header, key), row.number)
            if first != row.number:
                row.wrong(header, f"与第 {first} 行重复（{key if isinstance(key, str) else ' '.join(map(str, key))}）")
        return len(row.errors) > before

    def fill(self, row):
        for name, value in row.values.items():
            if name in self.own:
                setattr(row.obj, name, value)

    def state_of(self, row):
        if row.errors:
            return REJECTED
        if not row.before:
            return NEW
        return CHANGED if row.extra.get("changed") or snapshot(row.obj) != row.before else UNCHANGED

    # --- what a domain sheet says ---

    own: frozenset = frozenset()  # names of columns that are attributes of the record

    def place(self, row):
        """Resolve names to records (areas…) into row.values; complain through row.wrong."""

    def existing(self, chunk, lock):
        """Whatever `find` needs to find the chunk's records, in a constant number of queries."""
        return {}

    def keys(self, row):
        """[(header, key)] that must not occur twice in a file."""
        return []

    def find(self, row, known):
        """The existing record of a row, or None."""
        raise TypeError("a sheet says how it finds a row's record")

    def check(self, row):
        """Rules that need the whole record; complain through row.wrong."""

    def write(self, rows, batch):
        """Write good rows (new and changed) of a chunk, inside the commit's transaction."""

    # --- writing ---

    filterset_class = None  # the list's: an export shows what the list shows

    def rows(self, conditions):
        """The records that the list shows this person under these conditions (a QueryDict), fit for `.iterator()`."""
        found = self.filterset_class(conditions, self.model.objects.visible_to(self.by), request=Asking(self.by))
        return self.shown(found.qs) if found.is_valid() else self.model.objects.none()

    def shown(self, rows):
        """The rows with what the columns need."""
        return rows

    def cells(self, obj):
        """A record as the sheet shows it, in the columns' order."""
        return [column.show(self.value(obj, column.name)) for column in self.columns]

    def value(self, obj, name):
        return getattr(obj, name)


def filled(cell):
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def mentioned(row, column):
    return any(header == column.header for header, _ in row.errors)
