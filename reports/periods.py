"""When reports are due, and of which months: a month is closed when its last day is over (Asia/Shanghai)."""

import re
from datetime import timedelta

from django.utils import timezone

from core import months
from core.errors import Refused

DUE_HOUR = 2  # last month's reports are due on the 1st at 02:00; the hourly schedule makes them then or later


def month_end(period):
    """The last day of a month, or a refusal of anything that is not a month."""
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", period):
        raise Refused("bad_period", f"月份“{period[:20]}”写得不对，形如 2026-10")
    return months.month_end(period)


def last_closed(now=None):
    """The month before this one."""
    return months.last_closed(timezone.localtime(now))


def last_due(now=None):
    """The newest month whose reports should exist by now."""
    return last_closed(timezone.localtime(now) - timedelta(hours=DUE_HOUR))


def require_closed(period, now=None):
    """The last day of a closed month; a month that is still running has no monthly report."""
    last_day = month_end(period)
    if last_day >= timezone.localdate(now):
        raise Refused("period_open", f"{months.cn_month(period)}还没有结束，月底以后才能生成月报")
    return last_day
