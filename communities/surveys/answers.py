"""What an answer may be, by the kind of its question."""

from decimal import Decimal, InvalidOperation

from communities.surveys.models import SurveyQuestion

Kind = SurveyQuestion.Kind
LONGEST, MOST = 200, 10_000_000


def clean(question, given):
    """{"value", "note"} as it is stored, both text; empty is no answer. Raises ValueError in the words of the form."""
    given = given if isinstance(given, dict) else {"value": given}
    value = "" if given.get("value") is None else str(given["value"]).strip()
    note = str(given.get("note") or "").strip()
    if len(note) > LONGEST or (question.kind == Kind.TEXT and len(value) > LONGEST):
        raise ValueError(f"最多 {LONGEST} 个字")
    if value and question.kind in (Kind.COUNT, Kind.NUMBER):
        value = number(question, value)
    elif value and question.kind != Kind.TEXT and value not in dict(question.choices):
        raise ValueError(f"没有“{value}”这个选项")
    return {"value": value, "note": note}


def number(question, value):
    whole = question.kind == Kind.COUNT
    try:
        found = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"应是数字，现在是“{value}”") from None
    if not found.is_finite() or not 0 <= found <= MOST or (whole and found != found.to_integral_value()):
        raise ValueError("应是不小于 0 的整数" if whole else "应是不小于 0 的数字")
    return f"{found:.0f}" if whole else f"{found.quantize(Decimal('0.01')).normalize():f}"


def is_answered(answer):
    return bool(answer and answer.get("value"))
