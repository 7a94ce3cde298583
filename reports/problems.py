"""What is late: projects behind their dates, months not reported. The report's third part and the officer's to-do."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from communities.register.stages import Stage
from projects.models import ProgressReport, Project

LISTED = 500  # in a report: all that a city has, short of a flood
State = ProgressReport.State
HANDED_IN = (State.SUBMITTED, State.VERIFIED, State.LOCKED)
NOT_BEGUN, NOT_FINISHED = "未按期开工", "未按期完工"


@dataclass
class Late:
    """A project behind one of its planned dates on a day."""

    pk: int
    name: str
    area_code: str
    area_name: str
    owner: str
    word: str
    planned: date
    days: int

    def words(self):
        verb = "开工" if self.word == NOT_BEGUN else "完工"
        return f"计划{self.planned.year}年{self.planned.month}月{self.planned.day}日{verb}，已晚 {self.days} 天"


def late_projects(area_code, on):
    """Late projects under an area on a day, latest first."""
    not_begun = Q(planned_start__lt=on) & (Q(first_works_date=None) | Q(first_works_date__gt=on))
    begun = Q(first_works_date__lte=on)
    not_finished = begun & Q(planned_finish__lt=on) & (Q(works_complete_date=None) | Q(works_complete_date__gt=on))
    found = Project.objects.under(area_code).exclude(status=Stage.REMOVED).filter(not_begun | not_finished)
    return latest_first(found, on)


def among(keys, on):
    """The same of some projects that are known to be late."""
    return latest_first(Project.objects.filter(pk__in=keys), on)


def latest_first(found, on):
    rows = found.order_by("pk").values_list(
        "pk", "name", "area_id", "area__name", "owner", "first_works_date", "planned_start", "planned_finish"
    )
    return sorted((late(row, on) for row in rows), key=lambda one: (-one.days, one.area_code, one.pk))


def late(row, on):
    pk, name, area_code, area_name, owner, begun, planned_start, planned_finish = row
    has_begun = begun is not None and begun <= on
    word, planned = (NOT_FINISHED, planned_finish) if has_begun else (NOT_BEGUN, planned_start)
    return Late(pk, name, area_code, area_name, owner, word, planned, (on - planned).days)


def unreported(area_code, period, on, handed_in=HANDED_IN):
    """{street code: number} of projects under works on a day without a report of the month in `handed_in` states."""
    done = ProgressReport.objects.filter(period=period, state__in=handed_in)
    missing = (
        Project.objects.under(area_code)
        .filter(first_works_date__lte=on)
        .filter(Q(works_complete_date=None) | Q(works_complete_date__gt=on))
        .exclude(status=Stage.REMOVED)
        .exclude(pk__in=done.values("project_id"))
    )
    return Counter(missing.order_by().values_list("area_id", flat=True))


def by_area(codes, on, period):
    """{area code: problems} for many areas, in two statements."""
    late, missing = late_projects("", on), unreported("", period, on)
    return {code: problems(code, late, missing) for code in codes}


def problems(code, late, missing):
    own = [one for one in late if one.area_code.startswith(code)]
    words = Counter(one.word for one in own)
    return {
        "not_begun": words[NOT_BEGUN],
        "not_finished": words[NOT_FINISHED],
        "unreported": sum(number for street, number in missing.items() if street.startswith(code)),
        "late": [
            {"project": one.name, "area": one.area_name, "owner": one.owner, "problem": one.word, "words": one.words()}
            for one in own[:LISTED]
        ],
    }
