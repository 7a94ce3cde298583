"""The result of a consultation, entered with its evidence; a mistake is corrected in the same record, with history."""

from accounts.policy import Act
from core.changes import change
from projects.consents.models import ConsultationRecord


def record(*, by, **values):
    """Enter the result of a community's consultation."""
    with change(ConsultationRecord(**values), by=by, act=Act.CONSENT_RECORD) as consultation:
        pass
    return consultation


def correct(consultation, *, by, version=None, **values):
    with change(consultation, by=by, act=Act.CONSENT_RECORD, version=version) as c:
        for name, value in values.items():
            setattr(c, name, value)
    return c
