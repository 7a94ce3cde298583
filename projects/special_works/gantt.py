"""A site's works as a Gantt chart: a row per kind and owner, clashes hatched, proposals dashed."""

from datetime import date, timedelta

from core.charts.gantt import Bar, Mark, Row, gantt
from projects.special_works import words

KINDS = {"intent": "planned", "committed": "planned", "in_works": "doing", "done": "done"}


def chart(works, clashes, proposals, today):
    """SVG of the works of a site (with kind and owner loaded), or "" when there are none."""
    works = sorted(works, key=lambda w: (w.kind.layer, w.starts_on, w.pk))
    if not works:
        return ""
    places = {w.pk: number for number, w in enumerate(works)}
    moves = {move["work"]: move for one in proposals for move in one["moves"]}
    rows = [Row(title=w.name, subtitle=str(w.owner), bars=bars(w, moves.get(w.pk))) for w in works]
    marks = [mark(number, clash, places) for number, clash in enumerate(clashes, 1) if shown(clash, places)]
    starts, ends = span(works, moves)
    return gantt(rows, marks=marks, starts=starts, ends=ends, today=today, label="专项工程时间表和冲突")


def bars(work, move):
    own = Bar(
        starts=work.starts_on,
        ends=work.ends_on,
        text=work.kind.name if work.state != "in_works" else f"{work.kind.name} {work.percent}%",
        kind=KINDS[work.state],
        done_percent=work.percent if work.state == "in_works" else None,
        href=work.get_absolute_url(),
        tip=f"{work.name}（{work.owner}）：{words.span(work)}",
    )
    if move is None:
        return [own]
    starts, ends = (date.fromisoformat(day) for day in move["to"])
    tip = f"建议改到{words.day(starts)}至{words.day(ends)}"
    return [own, Bar(starts=starts, ends=ends, text="建议", kind="proposed", tip=tip)]


def shown(clash, places):
    return clash.first_id in places and clash.second_id in places


def mark(number, clash, places):
    rows = sorted((places[clash.first_id], places[clash.second_id]))
    return Mark(
        number=number,
        row_from=rows[0],
        row_to=rows[1],
        starts=clash.starts_on,
        ends=clash.ends_on,
        kind="clash" if clash.answer_id is None else "chance",
        tip=words.reason(clash),
    )


def span(works, moves):
    """From the month of the first day to the month of the last, at least half a year."""
    days = [w.starts_on for w in works] + [w.ends_on for w in works]
    days += [date.fromisoformat(day) for move in moves.values() for day in move["to"]]
    first, last = min(days).replace(day=1), max(days)
    return first, max(last, first + timedelta(days=180))
