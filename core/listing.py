"""What a list page is made of: columns, sorting, chips, saved filters, pages. Pure helpers around a request."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.forms import ModelChoiceField
from django.http import QueryDict

from core.models import SavedFilter

PER_PAGE, LIMITS = 50, (20, 50, 100)
NOT_CONDITIONS = {"page", "limit", "ordering", "cols", "format"}
CARRIED = ("ordering", "limit", "imported", "community")  # set by links; a sent filter form keeps them
IN_SIGHT = 6


@dataclass(frozen=True)
class Column:
    """A column of a list: the cell is drawn by the list's template; `sort` is the ordering name, None unsortable."""

    name: str
    label: str
    numeric: bool = False
    sort: str | None = None
    default: bool = True


def conditions(params):
    """What a person filled in: an empty input is no condition (a multiple choice would call it a wrong one)."""
    filled = QueryDict(mutable=True)
    for name, values in params.lists():
        if kept := [value for value in values if value]:
            filled.setlist(name, kept)
    return filled


def with_params(params, **changes):
    """The query string with some parameters replaced; None removes one. Page numbers start over."""
    pairs = {key: params.getlist(key) for key in params if key != "page"}
    pairs |= {key: value if isinstance(value, list) else [value] for key, value in changes.items()}
    kept = {key: values for key, values in pairs.items() if values not in ([None], [""], [])}
    return "?" + urlencode(kept, doseq=True)


def chosen_columns(request, list_name, columns):
    """The columns a person wants to see, kept in the session per list."""
    key, known = f"cols:{list_name}", [c.name for c in columns]
    if "cols" in request.GET:
        wanted = [name for name in request.GET.getlist("cols") if name in known]
        request.session[key] = wanted or [c.name for c in columns if c.default]
    kept = request.session.get(key)
    return [c for c in columns if (c.name in kept if kept else c.default)]


def headings(request, columns):
    """Each column with the link that sorts by it and how it is sorted now."""
    now = request.GET.get("ordering", "")
    for column in columns:
        state = "ascending" if now == column.sort else "descending" if now == f"-{column.sort}" else ""
        turn = f"-{column.sort}" if state == "ascending" else column.sort
        url = with_params(request.GET, ordering=turn) if column.sort else ""
        yield {"column": column, "url": url, "sorted": state}


def chips(request, filterset, count=None):
    """The active conditions, each with the link that drops it; `count(querystring)` says what dropping would show."""
    shown = []
    for name, field in filterset.form.fields.items():
        values = [value for value in request.GET.getlist(name) if value]
        if name in NOT_CONDITIONS or not values:
            continue
        words = "、".join(label_of(field, value) for value in values)
        url = with_params(request.GET, **{name: None})
        found = count(url.lstrip("?")) if count else None
        shown.append({"name": name, "label": field.label, "words": words, "url": url, "found": found})
    return shown


def filter_fields(request, filterset):
    """The inputs of the filter form: the first few, and the rest behind 更多条件 (open when one of them is set)."""
    shown = [field for field in filterset.form if field.name not in CARRIED]
    more = shown[IN_SIGHT:]
    return {
        "first": shown[:IN_SIGHT],
        "more": more,
        "open": any(request.GET.get(field.name) for field in more),
        "carried": [(name, request.GET[name]) for name in CARRIED if request.GET.get(name)],
    }


def label_of(field, value):
    """The word a person saw when choosing `value`."""
    if value in ("true", "false"):
        return "是" if value == "true" else "否"
    if isinstance(field, ModelChoiceField):
        return name_of(field, value)
    for key, label in getattr(field, "choices", None) or ():
        if str(key) == value:
            return str(label)
    return value


def name_of(field, value):
    """The name of the record chosen, when it is among those the person may choose."""
    try:
        return field.label_from_instance(field.queryset.get(**{field.to_field_name or "pk": value}))
    except (ValueError, ObjectDoesNotExist):
        return value


def saved_tabs(request, list_name, queryset_for):
    """A person's saved filters as tabs with live counts; `queryset_for(params)` filters like the page does."""
    if not request.user.is_authenticated:
        return []
    here = sorted(parse_qsl(with_params(request.GET, limit=None, cols=None).lstrip("?")))
    saved = SavedFilter.objects.filter(user=request.user.pk, list_name=list_name)
    return [
        {
            "saved": s,
            "url": f"?{s.querystring}",
            "current": sorted(parse_qsl(s.querystring)) == here,
            "count": queryset_for(s.querystring),
        }
        for s in saved
    ]


def page_of(request, queryset):
    """The page asked for; wrong numbers give the nearest one. Sums in a list (GROUP BY) lose its order: put back."""
    if not queryset.ordered:
        queryset = queryset.order_by(*queryset.model._meta.ordering, "pk")
    per_page = {str(limit): limit for limit in LIMITS}.get(request.GET.get("limit"), PER_PAGE)
    return Paginator(queryset, per_page).get_page(request.GET.get("page"))


def pager(request, page):
    """The links to the page before, the page after, and the numbered pages: None in place of a number is a gap."""
    if page.paginator.num_pages == 1:
        return None

    def url(number):
        return with_params(request.GET, page=str(number))

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "before": url(page.previous_page_number()) if page.has_previous() else "",
        "after": url(page.next_page_number()) if page.has_next() else "",
        "numbers": [(n, url(n), n == page.number) if isinstance(n, int) else (None, "", False) for n in numbers],
    }
