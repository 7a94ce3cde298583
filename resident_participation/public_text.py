"""What anybody may read of bodies and meetings carries no number of a person. Posts and doors are meant to be read."""

from core import privacy
from core.errors import Refused

NUMBERS = set(privacy.KINDS) - {"name", "room"}


def must_be_public(**texts):
    """Refuse `personal_data` for texts, each by its field, that hold a phone, an ID number, a plate, an account."""
    for field, text in texts.items():
        if found := [one for one in privacy.find(text or "") if one.kind in NUMBERS]:
            words = f"这里会公开，里面有{'、'.join(one.hint for one in found)}，请删掉再保存"
            raise Refused("personal_data", words, {field: [words]})
