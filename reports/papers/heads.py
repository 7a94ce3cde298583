"""Who issues a bulletin, to whom, under which number and title: read from the snapshot's area, nothing else.

The number is given when the paper is registered; until then its place is left open.
"""

from django.utils import timezone

from reports.bulletin import TITLE, whose
from reports.words import cn_day, period_words

CITY = "宁波市住房和城乡建设局"


def organ(area):
    """The office that issues: the bureau of the city or district, the street's own office."""
    name = area["name"]
    if area["level"] == "city":
        return CITY
    if area["level"] == "district":
        return f"{name}住房和城乡建设局"
    return f"{name}办事处" if name.endswith("街道") else f"{name}人民政府"


def recipients(area):
    return {
        "city": "各区（县、市）住房和城乡建设局，各功能区建设管理部门：",
        "district": "各街道办事处、镇（乡）人民政府：",
    }.get(area["level"], "各社区（村）：")


def copies(area):
    above = {"city": "市政府办公室，市级有关部门", "district": CITY}
    return f"抄送：{above.get(area['level'], '区（县、市）住房和城乡建设局')}。"


def number(report):
    return report.number or f"　　〔{timezone.localtime(report.issued_at).year}〕　　号"


def title(report):
    return f"关于{period_words(report.period)}{whose(report.figures)}{TITLE}进展情况的通报"


def day(report):
    return cn_day(timezone.localdate(report.issued_at))


def filename(report, form):
    """区名+期别: what somebody finds again in a folder of them."""
    revision = f"（第{report.revision}次更正）" if report.revision else ""
    return f"{whose(report.figures)}{period_words(report.period)}{TITLE}进展情况通报{revision}.{form}"
