"""Who may act on a case now: the office that holds it or was asked to. Offices above may act for those below."""

from django.db.models import Q

from accounts.models import Organisation
from core.errors import Refused
from projects.models import Party
from resident_participation.cases.models import OFFICES, Handler

RANK = {office: rank for rank, office in enumerate(OFFICES)}


def rank_of(user, case):
    """The highest office over the case in which a person works; -1 for none. The portal itself stands above all."""
    if not hasattr(user, "rights"):
        return len(OFFICES)
    code = case.area.pk
    return max((RANK[role] for role, own in user.rights if role in RANK and own and code.startswith(own)), default=-1)


def tends(user, case):
    """Whether a person may act for whoever holds the case. What lies with a department or firm, its keeper tends."""
    if case.handler in RANK:
        return rank_of(user, case) >= RANK[case.handler]
    own = case.handler == Handler.FIRM and case.organisation_id in getattr(user, "organisations", ())
    return own or rank_of(user, case) >= RANK[case.keeper]


def receives(user, case):
    """Whether a person may accept or refuse what the case's last hand-over asks. Nobody accepts for another office;
    for a department, and for a firm without an account, the office that asked writes down what it was told."""
    offer = case.offer
    if offer.handler in RANK:
        return rank_of(user, case) == RANK[offer.handler] or not hasattr(user, "rights")
    if offer.organisation_id in getattr(user, "organisations", ()):
        return True
    return rank_of(user, case) >= RANK[case.keeper]


def speaks_for_itself(user, offer):
    """A person of the very firm that was asked."""
    return offer.organisation_id is not None and offer.organisation_id in getattr(user, "organisations", ())


def require_holder(user, case, act):
    """Refuses `follows` for a merged case, `not_yours` when another office holds it."""
    require_alone(case)
    if not tends(user, case):
        raise Refused("not_yours", f"这件现在由{case.handler_office}办，请由他们{act.label}")


def require_alone(case):
    if case.lead_id:
        raise Refused("follows", f"这件已并入 {case.lead}，请在那一件上办理")


def default_office(case, handler):
    """The name of the office of a level over a case."""
    community = case.community
    return {
        Handler.STREET: f"{community.area}",
        Handler.DISTRICT: f"{community.district}住建局",
        Handler.CITY: "市住建局",
    }[handler]


def place(case, target):
    """Put a case into the hands of a hand-over's receiver."""
    case.handler, case.handler_office = target.handler, target.office
    case.department, case.organisation = target.department, target.organisation
    if target.handler in RANK:
        case.keeper = target.handler


def firms_of(case):
    """The contractors of the community's projects and the operators, who may be asked to take a case."""
    builders = Party.objects.filter(role=Party.Role.CONTRACTOR, project__communities=case.community)
    operators = Q(kind=Organisation.Kind.UTILITY)
    return Organisation.objects.filter(operators | Q(pk__in=builders.values("organisation"))).order_by("name")
