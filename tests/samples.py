"""A report of a whole city without a database: ten districts, each with figures of its own."""

import csv
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

from accounts.models import Area
from reports import figures
from reports.actions import fingerprint
from reports.counts import Counts
from reports.figures import Book
from reports.models import Report
from reports.tables.writing import write_csv

PUBLISHED = Path(__file__).parent / "data" / "national_2023_06.csv"  # the ministry's table of June 2023
PERIOD, AS_OF = "2026-10", date(2026, 10, 31)
DISTRICTS = {  # code: name, planned, started, completed, planned ㎡ per community
    "330203": ("海曙区", 28, 27, 9, 52000), "330205": ("江北区", 19, 17, 6, 61000),
    "330206": ("北仑区", 17, 14, 3, 24000), "330211": ("镇海区", 12, 12, 5, 33000),
    "330212": ("鄞州区", 31, 26, 10, 57000), "330213": ("奉化区", 9, 5, 1, 28000),
    "330225": ("象山县", 7, 4, 1, 21000), "330226": ("宁海县", 8, 6, 2, 26000),
    "330281": ("余姚市", 15, 12, 4, 31000), "330282": ("慈溪市", 16, 15, 6, 35000),
}  # fmt: skip
LATE = [
    ("锦屏新村二期改造工程", "330213", "奉化区锦屏街道", "奉化城投", "未按期开工", "2026年3月31日", "开工", 214),
    ("丹东片区一期改造工程", "330225", "象山县丹东街道", "", "未按期开工", "2026年5月31日", "开工", 153),
    ("月季小区改造工程", "330212", "鄞州区东柳街道", "鄞州城建", "未按期完工", "2026年9月15日", "完工", 46),
]


def counts_of(planned, started, completed, size, due):
    return Counts(
        communities=planned * 4,
        floor_area=Decimal(planned * 4 * size),
        households=planned * 2200,
        six_districts=planned * 4,
        planned=planned,
        planned_area=Decimal(planned * size),
        planned_households=planned * 550,
        due=due,
        due_area=Decimal(due * size),
        started=started,
        started_area=Decimal(started * size),
        started_households=started * 550,
        completed=completed,
        completed_area=Decimal(completed * size),
        new=1,
        new_area=Decimal(size),
        building=started - completed,
        budget=Decimal(planned * 1480),
        invested=Decimal(started * 1105) + Decimal("0.35"),
        lifts=started,
        parking_spaces=started * 16,
        charging_points=started * 3,
        pipes_km=Decimal(started) * Decimal("1.4"),
        service_facilities=started // 3,
        feedback_received=planned,
        feedback_closed=planned - 1,
        feedback_in_time=planned - 2,
        feedback_open=3,
        feedback_overdue=1,
    )


def city_figures():
    areas = {"3302": Area(code="3302", name="宁波市", level="city")}
    leaves = {}
    for code, (name, planned, started, completed, size) in DISTRICTS.items():
        areas[code] = Area(code=code, name=name, level="district")
        due = min(planned, started + (3 if code in ("330213", "330225") else 1))
        leaves[f"{code}001", None] = counts_of(planned, started, completed, size, due)
    found = Book(2026, figures.ADMINISTRATIVE, AS_OF, areas, leaves, {}, [], None).figures("3302")
    for number, row in enumerate(found["by_area"]):
        row["start_change"] = str(Decimal(number * 3 - 4) / 10)
        row["warning"], row["warning_label"] = ("red", "红色预警") if number > 7 else ("green", "正常")
    late = [
        {
            "project": name,
            "area": place,
            "owner": owner,
            "problem": problem,
            "words": f"计划{day}{verb}，已晚 {days} 天",
        }
        for name, _, place, owner, problem, day, verb, days in LATE
    ]
    found["problems"] = {"not_begun": 2, "not_finished": 1, "unreported": 4, "late": late}
    return found | {"months": [], "start_change": "4.6"}


def city_report():
    """Not saved: a document needs nothing but what a report carries."""
    own = city_figures()
    issued_at = datetime(2026, 11, 2, 2, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
    return Report(
        id=7, area_id="3302", period=PERIOD, figures=own, snapshot_sha256=fingerprint(own), issued_at=issued_at
    )


def lines(table):
    """A table as it is printed, with its heading."""
    buffer = StringIO()
    write_csv(buffer, table)
    return list(csv.reader(StringIO(buffer.getvalue().lstrip("\ufeff"))))
