"""Days and periods as a document writes them."""

import re
from datetime import date

from core.months import cn_month

QUARTERS = {"1": "一", "2": "二", "3": "三", "4": "四"}


def period_words(period):
    """2026-10 → 2026年10月, 2026-W44 → 2026年第44周, 2026-Q4 → 2026年第四季度, 2026 → 2026年."""
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", period):
        return f"{found[1]}年第{int(found[2])}周"
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", period):
        return f"{found[1]}年第{QUARTERS[found[2]]}季度"
    return f"{period}年" if re.fullmatch(r"\d{4}", period) else cn_month(period)


def cn_day(day):
    """A date, or its ISO text, as 2026年3月5日."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.year}年{day.month}月{day.day}日"
