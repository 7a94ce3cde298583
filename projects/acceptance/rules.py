"""What the records of a site have in common: the works have begun, and days follow one another."""

from core.errors import Refused
from projects.register.actions import past


def on_site(project, name, day):
    """A day on which something happened on the site. Refuses `not_begun`, `before_start` and the future."""
    if project.first_works_date is None:
        raise Refused("not_begun", f"“{project}”还没有开工")
    if day < project.first_works_date:
        words = f"早于开工日期 {project.first_works_date:%Y年%m月%d日}"
        raise Refused("before_start", words, {name: [words]})
    return past(name, day)


def not_before(name, day, earlier, what):
    """Refuse `out_of_order`: a day before the one it follows."""
    if earlier and day < earlier:
        words = f"不能早于{what} {earlier:%Y年%m月%d日}"
        raise Refused("out_of_order", words, {name: [words]})
    return day


def fill(record, values):
    for name, value in values.items():
        setattr(record, name, value)
