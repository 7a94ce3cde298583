"""The words of a report, made from its frozen figures and nothing else (structure: DOMAIN §9.2)."""

from datetime import date
from decimal import Decimal

from core.months import cn_month
from reports.rates import half_up

TITLE = "城镇老旧小区改造"
PLACES = {"city": "区（县、市）", "district": "街道（镇、乡）", "street": "小区"}


def wan(m2):
    """Square metres as 万平方米 in prose: 28860000 → "2886", 8012600 → "801.26"."""
    return trimmed(half_up(Decimal(m2) / 10000, "0.01"))


def sum_of_money(wan_yuan):
    """万元 in prose; 亿元 from one hundred million yuan on, with one decimal."""
    amount = Decimal(wan_yuan)
    return f"{half_up(amount / 10000)} 亿元" if amount >= 10000 else f"{trimmed(amount)} 万元"


def trimmed(value):
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def against_schedule(deviation):
    """ "比时序进度慢 0.5 个百分点"."""
    value = Decimal(deviation)
    if not value:
        return "与时序进度持平"
    return f"比时序进度{'快' if value > 0 else '慢'} {abs(value)} 个百分点"


def whose(figures):
    return "全市" if figures["area"]["level"] == "city" else figures["area"]["name"]


def title(figures, period):
    return f"{whose(figures)}{TITLE}", f"{cn_month(period)}进展情况"


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
        "；".join([started(figures), completed(figures), invested(figures)]) + f"。{this_month(figures)}",
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


def this_month(figures):
    new = figures["started_this_month"]
    if not new["communities"]:
        return "本月没有新开工小区。"
    return f"本月新开工 {new['communities']} 个、{wan(new['floor_area_m2'])} 万平方米。"


def share(rate):
    return f"，完成年度计划的 {rate['percent']}%" if rate["percent"] else ""


def since_last(figures):
    change = figures.get("start_change")
    if change is None:
        return ""
    value = Decimal(change)
    return "，与上月持平" if not value else f"，比上月{'提高' if value > 0 else '下降'} {abs(value)} 个百分点"


def delivered(quantities):
    return (
        f"累计加装电梯 {quantities['lifts']} 部，增设停车位 {quantities['parking_spaces']} 个、"
        f"电动汽车充电桩 {quantities['charging_points']} 个，改造管线 {trimmed(Decimal(quantities['pipes_km']))} 公里，"
        f"建成养老托育等服务设施 {quantities['service_facilities']} 处。"
    )


def places(figures):
    """二、各地情况: who leads, who is warned. Empty when there is nobody to compare."""
    ranked = [row for row in figures["by_area"] if row["rank"]]
    if len(ranked) < 2:
        return ""
    named = "、".join(f"{row['name']} {row['rates']['start']['percent']}%" for row in ranked[:3])
    warned = [
        warned_by(ranked, colour, word) for colour, word in (("red", "红色"), ("amber", "黄色"), ("blue", "蓝色"))
    ]
    tail = "；".join(words for words in warned if words) or "没有列入预警的地区"
    return f"启动率靠前的是{named}；{tail}。"


def warned_by(rows, colour, word):
    names = [f"{row['name']} {row['rates']['start']['percent']}%" for row in rows if row["warning"] == colour]
    return f"{'、'.join(names)}列{word}预警" if names else ""


def difficulties(figures):
    """三、存在问题: counted, then listed in the table."""
    late, feedback = figures["problems"], figures["feedback"]
    found = [
        (late["not_begun"], "{} 个项目未按期开工"),
        (late["not_finished"], "{} 个项目未按期完工"),
        (late["unreported"], "{} 个在建项目没有上报本月进展"),
        (feedback["overdue"], "{} 件居民诉求超期未办结"),
    ]
    words = "，".join(text.format(number) for number, text in found if number)
    return f"{words}。" if words else "本月没有超期的项目、漏报的进展和超期的诉求。"


def late_title(problems):
    total, shown = problems["not_begun"] + problems["not_finished"], len(problems["late"])
    return "超期项目" if total == shown else f"超期项目（共 {total} 个，列出最久的 {shown} 个）"


def cn_day(iso):
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


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
    """Everything a page or document of a report says."""
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
