"""Taking the register in from a workbook, beside django-import-export in the same run; and 100,000 rows in one go.

The 699 rows of the demo workbook, medians of five. Ours is the commit: parse the file, judge every row, write by COPY,
log and sign each row in one transaction (before it, the preview has read the file once more; its time is printed too).
Theirs parses the file and saves through a ModelResource, without a log. Goal: 20 times as fast as theirs as it comes;
100,000 rows in under 400 MB.
"""

import csv
import json
import os
import random
import statistics
import subprocess
import sys
from pathlib import Path

from bench.tools.place import program, servers

ROUNDS, MANY = 5, 100_000
HERE = Path(__file__).resolve().parent


def run(way, path):
    return json.loads(program("bench.tools.taking_in", way, path).splitlines()[-1])


def median(way, path):
    rounds = [run(way, path) for _ in range(ROUNDS)]
    assert {r["rows"] for r in rounds} == {699}
    return statistics.median(r["seconds"] for r in rounds)


def install_rival(place):
    """Their library beside ours, for this run only."""
    target = place / "rival"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target)]
    subprocess.run([*command, "-r", str(HERE / "requirements.txt")], check=True)
    os.environ["PYTHONPATH"] = f"{target}{os.pathsep}{HERE.parent}"


def demo_workbook(path):
    code = f"from communities import demo; demo.write_workbook({str(path)!r}, demo.estates(2026))"
    subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", code], cwd=HERE.parent, check=True)


def many_rows(path):
    """A workbook of 100,000 invented communities over every street."""
    import xlsxwriter  # noqa: PLC0415

    with (HERE.parent / "accounts/data/areas.csv").open(encoding="utf-8", newline="") as file:
        areas = list(csv.DictReader(file))
    districts = {a["code"]: a["name"] for a in areas if a["level"] == "district"}
    streets = [a for a in areas if a["level"] == "street" and a["code"] != "330226201"]
    rng = random.Random(7)
    headers = [
        "小区名称",
        "区（县、市）",
        "街道（镇、乡）",
        "地址",
        "建成年份",
        "建筑面积（㎡）",
        "楼栋数（幢）",
        "户数（户）",
        "物业模式",
    ]
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet("台账")
        page.write_row(0, 0, headers)
        for n in range(MANY):
            street = rng.choice(streets)
            size = rng.randint(3000, 200_000)
            cells = [f"小区{n}", districts[street["code"][:6]], street["name"], f"中山路{n}号", rng.randint(1978, 2000)]
            page.write_row(n + 1, 0, [*cells, size, size // 4000 + 1, size // 95, "专业物业"])


def main():
    os.environ["DEMO"] = "0"
    with servers() as place:
        program("ningbo_renewal.prepare")
        install_rival(place)
        workbook = place / "demo.xlsx"
        demo_workbook(workbook)
        commit, whole = median("written", workbook), median("ours", workbook)
        theirs, tuned = median("theirs", workbook), median("tuned", workbook)
        print(f"699 rows: ours {commit * 1000:.0f} ms (with the preview {whole * 1000:.0f} ms)")
        print(f"  django-import-export as it comes {theirs * 1000:.0f} ms: ratio {theirs / commit:.1f} (goal 20)")
        print(f"  django-import-export in bulk mode {tuned * 1000:.0f} ms: ratio {tuned / commit:.1f}")
        many_rows(place / "many.xlsx")
        big = run("ours", place / "many.xlsx")
        peak = f"{big['seconds']:.0f} s, peak {big['rss_mb']:.0f} MB (goal 400)"
        print(f"{big['rows']:,} rows, {big['logged']:,} logged: {peak}")


if __name__ == "__main__":
    main()
