"""Gates: what a project must have before it goes on. Each subject writes its own checks and registers them here.

A check is `check(project) -> [(words, url)]`: what is missing, in plain words, and where to mend it; empty when met.
What an exemption covers is passed over (its basis and approver stand on the exemption).
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.errors import Refused
from projects.stages.models import Phase


@dataclass(frozen=True)
class Check:
    code: str
    phase: Phase
    title: str
    find: Callable
    basis: str = ""


@dataclass(frozen=True)
class Missing:
    phase: Phase
    code: str
    words: str
    url: str = ""


CHECKS: dict[str, Check] = {}
AFTER: dict[str, list[Callable]] = {}
ORDER = {phase: number for number, phase in enumerate(Phase)}


def check(code, phase, title, basis=""):
    """Decorator: register a check of a phase. `code` is stable (exemptions and the API name it)."""

    def add(find):
        CHECKS[code] = Check(code, phase, title, find, basis)
        return find

    return add


def after(act):
    """Decorator: `f(project, by=…)` runs in the same transaction after a step of a project."""

    def add(follow):
        AFTER.setdefault(act, []).append(follow)
        return follow

    return add


def missing(project, phases) -> list[Missing]:
    """What these phases of a project still lack, phase by phase, exempted checks left out."""
    exempt = set(project.exemptions.values_list("check_code", flat=True))
    wanted = sorted((c for c in CHECKS.values() if c.phase in phases), key=lambda c: ORDER[c.phase])
    found = [Missing(c.phase, code, words, url) for c in wanted for words, url, code in found_by(c, project)]
    return [one for one in found if one.code not in exempt]


def found_by(one, project):
    """A check's findings as (words, url, code); a finding may bear its own code (one document of several)."""
    return [(words, url, *code) if code else (words, url, one.code) for words, url, *code in one.find(project)]


def require(project, phases):
    """Refuse `gate_closed` with everything that is missing, in the same words as the page."""
    if lacks := missing(project, phases):
        raise Refused("gate_closed", "还不能办理：" + "；".join(one.words for one in lacks))
