"""What no door may tell: how anybody voted before the close, and who is behind what is kept encrypted.

The vote: the same round twice, once all for it and once all against it. Every page, answer of the API and export must
say the same, word for word; what differs is a leak, wherever it comes from. Persons: every encrypted field of every
record holds a text that stands nowhere else, and no door may show it.
"""

import io
import json
import logging
import re
import zipfile

import pytest
from django.apps import apps
from django.db import connection, transaction

from core import keyring
from core.secrets import EncryptedTextField
from resident_participation.models import Ballot, Round
from resident_participation.votes.tally import Choice
from tests import votes
from tests.factories import BallotFactory
from tests.test_ballot_pages import by, enter, round_  # noqa: F401 (fixtures)
from tests.test_matrix import MATRIX, city, filled, patient, people, world  # noqa: F401 (fixtures)

DOORS = [(door, data) for door, method, data, _ in MATRIX if method in ("get", "rows")]
VOTES = ("v/", "b/", "vote", "papers/", "bundle", "consultations/")
OF_VOTES = [(door, data) for door, data in DOORS if door.removeprefix("api/v1/").startswith(VOTES)]
# a page's one-time tokens (Django's are 64 letters and digits), the key of a form, and the seconds
NOISE = re.compile(rb'(?=[a-z\d]*[A-Z])[A-Za-z\d]{64}|name="(client_key|token)" value="[^"]+|\d\d:\d\d:\d\d[.\d]*')


@pytest.fixture
def cast(world):  # noqa: F811
    """The running rounds of `world`, every household's ballot in."""
    rounds = Round.objects.filter(pk__in=[world["v_running"], world["v_running2"]])
    for held in rounds:
        for seat in held.seats.filter(ballots=None):
            BallotFactory(seat=seat)
    return rounds


def all_say(rounds, choice):
    """Every ballot of the rounds says this; past the trigger that keeps ballots as they were cast."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for held in rounds:
            words = json.dumps({str(item["id"]): str(choice) for item in held.package["items"]})
            held.ballots.update(sealed=keyring.seal(held.key_name, words))
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def told(client, url, data):
    """What a visit answers, without its one-time tokens; the visit is undone."""
    with transaction.atomic():
        answer = client.get(url, data)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    if body.startswith(b"PK"):
        sheet = zipfile.ZipFile(io.BytesIO(body))
        body = b"\n".join(sheet.read(name) for name in sorted(sheet.namelist()) if not name.startswith("docProps"))
    return answer.status_code, NOISE.sub(b"", body)


@pytest.mark.parametrize(
    ("actor", "doors"),
    [("city", DOORS), ("street", OF_VOTES), ("street2", OF_VOTES), ("auditor", OF_VOTES), ("visitor", OF_VOTES)],
)
def test_no_door_tells_how_anybody_voted(actor, doors, world, cast, as_, api_):  # noqa: F811
    different, opened = [], 0
    for door, data in doors:
        url = "/" + door.format(**world)
        client = (api_ if door.startswith("api/") else as_)(actor)
        values = {name: filled(value, world) for name, value in data.items()}
        for _ in range(3):  # a page tells the minute, too
            said = {}
            for choice in (Choice.AGREE, Choice.AGAINST):
                all_say(cast, choice)
                said[choice] = told(client, url, values)
            if said[Choice.AGREE] == said[Choice.AGAINST]:
                break
        else:
            different.append(url)
        opened += said[Choice.AGREE][0] == 200
    assert different == [] and opened > 10


# What staff must read to do their work: a letter that they print, a note on somebody who offered help.
WORK = {
    ("core.OutboxMessage.text", "notices/{paper2}/"),
    ("resident_participation.Talent.remark", "talents/{m_talent2}/"),
}


@pytest.fixture
def marked(world):  # noqa: F811
    """{text: field} of every encrypted field of the world, the same text in each row of a field."""
    made = {}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in apps.get_models():
            for field in model._meta.local_fields:
                if isinstance(field, EncryptedTextField):
                    text = f"139{len(made):04d}7531"
                    if model._base_manager.update(**{field.name: text}):
                        made[text] = f"{model._meta.label}.{field.name}"
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    return made


@pytest.mark.parametrize("actor", ["visitor", "city"])
def test_no_door_shows_what_is_kept_encrypted(actor, world, marked, as_, api_):  # noqa: F811
    shown = set()
    for door, data in DOORS:
        client = (api_ if door.startswith("api/") else as_)(actor)
        _, body = told(client, "/" + door.format(**world), {name: filled(v, world) for name, v in data.items()})
        shown |= {(field, door) for text, field in marked.items() if text.encode() in body}
    assert shown == (WORK if actor == "city" else set()) and len(marked) > 10


def test_a_leak_would_be_found(world, cast, as_, monkeypatch):  # noqa: F811
    """The crawl has teeth: a page that counts what is sealed differs between the two rounds."""
    held = cast[0]
    url = f"/votes/{held.pk}/disputes/"
    monkeypatch.setattr(Ballot, "__str__", lambda self: keyring.unseal(self.round.key_name, self.sealed))
    monkeypatch.setattr(Round, "__str__", lambda self: str(self.ballots.first()))
    said = []
    for choice in (Choice.AGREE, Choice.AGAINST):
        all_say(cast, choice)
        said.append(told(as_("city"), url, {}))
    assert said[0] != said[1]


def test_no_log_tells_a_code_or_a_choice(round_, by, caplog, client):  # noqa: F811
    """Every line that a ballot's way leaves in the log file, at the most talkative: wrong turns as well."""
    caplog.set_level(logging.DEBUG)
    seat = round_.seats.first()
    code = votes.code_of(seat, by)
    household, _ = enter(code, "0000", client)
    household.post("/b/vote/?n=1", {"choice": "perhaps"})
    household.post("/b/vote/?n=1", {"choice": "against"})
    household.post("/b/vote/?n=2", {"choice": "against"})
    assert "已计入" in household.post("/b/check/", follow=True).content.decode()
    client.get(f"/b/{code}/nothing/")
    client.get(f"/b/{code}/?elder=1")
    for _ in range(40):
        client.get(f"/b/{code}")
    client.delete(f"/b/{code}")
    console = next(one for one in logging.root.handlers if one.filters)
    written = "\n".join(console.format(one) for one in caplog.records if console.filter(one))
    assert "Not Found: /b/***/nothing/" in written
    assert code not in written and "王0000" not in written and "against" not in written
