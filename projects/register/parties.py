"""Who takes part in a project. The project's own words for its owner and contractor follow from here."""

from django.db import transaction

from accounts.policy import Act
from core.changes import change, remove
from core.errors import Refused
from projects.register.models import Party, Project

Role = Party.Role
TEXTS = {Role.OWNER: "owner", Role.CONTRACTOR: "contractor"}  # the project's column that names them
APART = {Role.CONTRACTOR: Role.SUPERVISOR, Role.SUPERVISOR: Role.CONTRACTOR}
LAW = "《建筑法》第三十四条：监理单位与施工单位不得有隶属关系或者其他利害关系"
LONGEST = Project._meta.get_field("owner").max_length


@transaction.atomic
def set_party(project, *, by, role, organisation, manager="", version=None):
    """Name an organisation in a role of a project, or say who leads its work there. Several are a joint venture.

    Refuses `supervises_itself`: one organisation does not build and supervise the same project.
    """
    project = Project.objects.select_for_update(of=["self"]).get(pk=project.pk)
    require_apart(project, role, organisation)
    found = project.parties.filter(role=role, organisation=organisation).first()
    party = found or Party(project=project, role=role, organisation=organisation)
    with change(party, by=by, act=Act.PARTY_EDIT, version=version) as p:
        p.manager = manager or p.manager
    name_in_project(project, role, by=by)
    return p


def require_apart(project, role, organisation):
    other = APART.get(role)
    if other and project.parties.filter(role=other, organisation=organisation).exists():
        words = f"{organisation}已是这个项目的{Role(other).label}，不能又是{Role(role).label}（{LAW}）"
        raise Refused("supervises_itself", words, {"organisation": [words]})


@transaction.atomic
def remove_party(party, *, by, note=""):
    """Take an organisation out of a project."""
    project = Project.objects.select_for_update(of=["self"]).get(pk=party.project_id)
    remove(party, by=by, act=Act.PARTY_EDIT, note=note)
    name_in_project(project, party.role, by=by)
    return project


def name_in_project(project, role, *, by):
    if role in TEXTS:
        with change(project, by=by, act=Act.PARTY_EDIT) as p:
            setattr(p, TEXTS[role], names(project, role))


def names(project, role):
    """The organisations in a role, as the project's column holds them."""
    return "、".join(p.organisation.name for p in project.parties.filter(role=role).select_related("organisation"))[
        :LONGEST
    ]


def texts(project):
    return {column: getattr(project, column) for column in TEXTS.values()}


def check_texts(project, before):
    """Refuse an owner or contractor changed by hand (`before`: what `texts` said) while the parties say another."""
    for role, column in TEXTS.items():
        named = getattr(project, column) != before[column] and names(project, role)
        if named and getattr(project, column) != named:
            words = f"{Role(role).label}按参建单位登记是“{named}”，请在参建单位里改"
            raise Refused("follows_parties", words, {column: [words]})
