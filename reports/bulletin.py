"""The words of a report, made from its frozen figures and nothing else (structure: DOMAIN §9.2)."""

import re
from datetime import date
from decimal import Decimal

from core.calendar import add_working_days
from core.months import last_closed, month_end
from reports import periods
from reports.rates import half_up
from reports.words import cn_day, period_words

TITLE, NAMED = "城镇老旧小区改造", 3
PLACES = {"city": "区（县、市）", "district": "街道（镇、乡）", "street": "小区"}


def wan(m2):
    """Square metres as 万平方米 in prose: 28860000 → "2886", 8012600 → "801.26"."""
    return trimmed(half_up(Decimal(m2) / 10000, "0.01"))


def sum_of_money(wan_yuan):
    """万元 in prose; 亿元 from one hundred million yuan on, with one decimal."""
    amount = Decimal(wan_yuan)
    return f"{half_up(amount / 10000)} 亿元" if amount >= 10000 else f"{trimmed(amount)} 万元"


def trimmed(value):
    return trimmed_text(format(value, "f"))


def trimmed_text(number):
    return number.rstrip("0").rstrip(".") if "." in number else number


def against_schedule(deviation):
    """ "比时序进度慢 0.5 个百分点"."""
    value = Decimal(deviation)
    if not value:
        return "与时序进度持平"
    return f"比时序进度{'快' if value > 0 else '慢'} {abs(value)} 个百分点"


def whose(figures):
    return "全市" if figures["area"]["level"] == "city" else figures["area"]["name"]


def title(figures, period):
    return f"{whose(figures)}{TITLE}", f"{period_words(period)}进展情况"


def progress(figures):
    """一、总体进展: sentences."""
    plan, whole = figures["plan"], whose(figures)
    six = f"，其中市六区 {figures['six_districts']} 个" if figures["area"]["level"] == "city" else ""
    listed = f"{whole}应改老旧小区 {figures['communities']} 个、{wan(figures['floor_area_m2'])} 万平方米{six}。"
    if not plan["communities"]:
        return [f"{listed}{figures['year']}年没有列入计划的小区。"]
    return [
        f"{listed}{figures['year']}年计划改造 {plan['communities']} 个小区、{wan(plan['floor_area_m2'])} 万平方米，"
        + f"惠及 {plan['households']} 户，计划投资 {sum_of_money(plan['investment'])}。",
        "；".join([started(figures), completed(figures), invested(figures)]) + f"。{newly(figures)}",
        delivered(figures["delivered"]),
    ]


def started(figures):
    return (
        f"截至{cn_day(figures['as_of'])}，已开工 {figures['started']} 个小区、"
        f"{wan(figures['started_area_m2'])} 万平方米，启动率 {figures['rates']['start']['percent']}%"
        f"{since_last(figures)}，{against_schedule(figures['deviation'])}"
    )


def completed(figures):
    return f"已完工 {figures['completed']} 个，完工率 {figures['rates']['completion_by_count']['percent']}%"


def invested(figures):
    return f"累计完成投资 {sum_of_money(figures['invested'])}{share(figures['rates']['investment'])}"


def newly(figures):
    new, span = figures["started_this_month"], periods.span_of(figures)
    if not new["communities"]:
        return f"本{span}没有新开工小区。"
    return f"本{span}新开工 {new['communities']} 个、{wan(new['floor_area_m2'])} 万平方米。"


def share(rate):
    return f"，完成年度计划的 {rate['percent']}%" if rate["percent"] else ""


def since_last(figures):
    change = figures.get("start_change")
    if change is None:
        return ""
    value, span = Decimal(change), periods.span_of(figures)
    return f"，与上{span}持平" if not value else f"，比上{span}{'提高' if value > 0 else '下降'} {abs(value)} 个百分点"


def delivered(quantities):
    return (
        f"累计加装电梯 {quantities['lifts']} 部，增设停车位 {quantities['parking_spaces']} 个、"
        f"电动汽车充电桩 {quantities['charging_points']} 个，改造管线 {trimmed(Decimal(quantities['pipes_km']))} 公里，"
        f"建成养老托育等服务设施 {quantities['service_facilities']} 处。"
    )


def places(figures):
    """二、各地情况: who leads, who trails, who is warned. Empty when there is nobody to compare."""
    ranked = [row for row in figures["by_area"] if row["rank"]]
    if len(ranked) < 2:
        return ""
    some = min(NAMED, len(ranked) // 2)
    ends = f"启动率靠前的是{with_rates(ranked[:some])}，靠后的是{with_rates(ranked[-some:])}"
    warned = [
        warned_by(ranked, colour, word) for colour, word in (("red", "红色"), ("amber", "黄色"), ("blue", "蓝色"))
    ]
    tail = "；".join(words for words in warned if words) or "没有列入预警的地区"
    return f"{ends}；{tail}。"


def with_rates(rows):
    return "、".join(f"{row['name']} {row['rates']['start']['percent']}%" for row in rows)


def warned_by(rows, colour, word):
    named = with_rates([row for row in rows if row["warning"] == colour])
    return f"{named}列{word}预警" if named else ""


def difficulties(figures):
    """三、存在问题: counted, then listed in the table."""
    late, feedback = figures["problems"], figures["feedback"]
    month = int(last_closed(date.fromisoformat(figures["as_of"]) + periods.DAY)[5:])
    found = [
        (late["not_begun"], "{} 个项目未按期开工"),
        (late["not_finished"], "{} 个项目未按期完工"),
        (late["unreported"], f"{{}} 个在建项目没有上报{month}月进展"),
        (feedback["overdue"], "{} 件居民诉求超期未办结"),
    ]
    words = "，".join(text.format(number) for number, text in found if number)
    return f"{words}。" if words else "没有超期的项目、漏报的进展和超期的诉求。"


def late_title(problems):
    total, shown = problems["not_begun"] + problems["not_finished"], len(problems["late"])
    return "超期项目" if total == shown else f"超期项目（共 {total} 个，列出最久的 {shown} 个）"


def rows(figures):
    """The table of places: those without a plan are left out."""
    return [row for row in figures["by_area"] if row["plan"]["communities"]]


def line(row):
    """A place's cells as they are printed; at 100 % or more the rate reads 全部开工 (DOMAIN §2.3)."""
    begun = row["rates"]["start"]
    return {
        "rank": row.get("rank") or "",
        "name": row.get("name", "合计"),
        "planned": row["plan"]["communities"],
        "planned_area": hundredths(row["plan"]["floor_area_m2"]),
        "started": row["started"],
        "started_area": hundredths(row["started_area_m2"]),
        "rate": "全部开工" if begun["numerator"] >= begun["denominator"] else f"{begun['percent']}%",
        "change": signed(row.get("start_change")),
        "deviation": signed(row["deviation"]),
        "completed": row["completed"],
        "invested": row["rates"]["investment"]["percent"] or "—",
        "warning": row["warning_label"].removesuffix("预警"),
        "colour": row["warning"],
    }


def hundredths(m2):
    """万㎡ with two decimals, as tables have it."""
    return str(half_up(Decimal(m2) / 10000, "0.01"))


def signed(points):
    """Percentage points with a sign; a true minus."""
    if points is None:
        return "—"
    return f"+{points}" if Decimal(points) > 0 else points.replace("-", "−")


def checks(figures):
    """[(right, words, the sum)]: the places add up to the whole."""
    if not figures["by_area"]:
        return []
    totals = [
        ("计划小区", "个", lambda f: f["plan"]["communities"]),
        ("已开工小区", "个", lambda f: f["started"]),
        ("已完工小区", "个", lambda f: f["completed"]),
    ]
    return [addition(figures, word, unit, read) for word, unit, read in totals]


def addition(figures, word, unit, read):
    parts = [read(row) for row in figures["by_area"] if read(row)]
    words = f"各地{word}合计等于{whose(figures)}"
    return sum(parts) == read(figures), words, f"{'+'.join(map(str, parts)) or 0} = {read(figures)} {unit}"


def bulletin(figures, period):
    """What a page of a report's figures says."""
    first, second = title(figures, period)
    return {
        "title": first,
        "subtitle": second,
        "progress": progress(figures),
        "places": places(figures),
        "place_word": PLACES[figures["area"]["level"]],
        "rows": rows(figures),
        "table": [line(row) for row in rows(figures)],
        "total": line(figures) if rows(figures) else None,
        "difficulties": difficulties(figures),
        "late": figures["problems"]["late"],
        "late_title": late_title(figures["problems"]),
        "checks": checks(figures),
        "definition": figures["definition"],
        "basis": figures["basis_label"],
        "as_of": cn_day(figures["as_of"]),
    }


# The text of the bulletin: a list of paragraphs, headings known by their numbers as in GB/T 9704 (一、 and （一）).
SPACES = re.compile(r"(?<=[^\x00-\x7f]) (?=[\d+−-])|(?<=[\d%]) (?=[^\x00-\x7f])")
HEADINGS = ((1, re.compile(r"[一二三四五六七八九十]{1,3}、")), (2, re.compile(r"（[一二三四五六七八九十]{1,3}）")))
LONGEST_HEADING = 40
CHINESE = "一二三四五六七八九十"


def text_of(report):
    """The paragraphs of a report: as edited where it has been, else as drafted from its figures."""
    return paragraphs(report.text) or draft(report)


def paragraphs(text):
    """What was typed, a paragraph a line, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def level(paragraph):
    """1 for 一、, 2 for （一）, 0 for what is no heading: a sentence, or anything long."""
    if len(paragraph) > LONGEST_HEADING or paragraph.endswith(("。", "；", "：")):
        return 0
    return next((number for number, begins in HEADINGS if begins.match(paragraph)), 0)


def draft(report):
    """The bulletin's paragraphs from its frozen figures: progress, places, problems, what is next (DOMAIN §9.2)."""
    figures = report.figures
    parts = [
        ("总体进展", progress(figures)),
        ("各地情况", [text for text in [places(figures)] if text]),
        ("存在问题", [difficulties(figures), *late_ones(figures)]),
        ("下步工作", next_steps(figures)),
    ]
    opening = f"现将{period_words(report.period)}{whose(figures)}{TITLE}进展情况通报如下。"
    lines = [opening]
    for number, (title_, paragraphs) in enumerate([part for part in parts if part[1]]):
        lines += [f"{CHINESE[number]}、{title_}", *paragraphs]
    return [SPACES.sub("", line) for line in lines]


def late_ones(figures):
    """Problems by kind, each with the project, its place, who is responsible and the date it missed."""
    found = figures["problems"]
    kinds = [("未按期开工", found["not_begun"]), ("未按期完工", found["not_finished"])]
    lines = []
    for number, (word, count) in enumerate([kind for kind in kinds if kind[1]]):
        named = [one for one in found["late"] if one["problem"] == word][:NAMED]
        told = "；".join(f"{one['project']}（{answers(one)}）{one['words']}" for one in named)
        link = "，其中" if count > len(named) else "："
        lines += [f"（{CHINESE[number]}）{word}", f"共 {count} 个项目{link if told else ''}{told}。"]
    return lines


def answers(one):
    return f"{one['area']}，责任单位{one['owner']}" if one["owner"] else one["area"]


def next_steps(figures):
    """四、下步工作: who does what by when. Days are counted from the day of the figures."""
    as_of, found, cases = date.fromisoformat(figures["as_of"]), figures["problems"], figures["feedback"]["overdue"]
    soon, later = cn_day(add_working_days(as_of, 10)), cn_day(next_month_end(as_of))
    warned = [row["name"] for row in figures["by_area"] if row["warning"] in ("red", "amber")]
    steps = [
        (warned, f"加快开工进度。{'、'.join(warned)}要逐个项目排定开工时间，于{soon}前报送赶工计划"),
        (
            found["late"],
            f"落实问题整改。超期项目的责任单位要说明原因，于{later}前整改到位；逾期未整改的，按预警规则约谈",
        ),
        (found["unreported"], f"补报月度进展。漏报 {found['unreported']} 个项目进展的单位于{soon}前补报"),
        (cases, f"办结超期诉求。超期的 {cases} 件诉求于{soon}前办结"),
    ]
    lines = [words for needed, words in steps if needed]
    lines = lines or ["各有关单位要保持进度，按月如实上报进展，做好已完工小区的验收和移交"]
    return [f"{number}. {words}。" for number, words in enumerate(lines, 1)]


def next_month_end(day):
    return month_end(f"{day.year + day.month // 12}-{day.month % 12 + 1:02d}")
