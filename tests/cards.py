"""A household at its own pages: a live card, and a client that has proved itself."""

import re

from django.test import Client

from resident_participation.cards import actions, printing

SITE = "https://portal.test"


def code_of(row, by):
    """A live card for a household; its plain code, which only a print job knows otherwise."""
    made, before = {}, printing.sheet

    def watch(batch, cards, site, progress):
        made.update({r.pk: code for r, code in cards})
        return "sheet"

    printing.sheet = watch
    try:
        batch, _ = actions.ask(row.community, by=by, site=SITE, row=row, reason="测试")
        actions.make(batch, [row.pk], SITE)
    finally:
        printing.sheet = before
    return made[row.pk]


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page.content.decode())[1]


def at_home(row, by, client=None):
    """A client past the code and the second factor of a household."""
    client = client or Client()
    page = client.get(f"/h/{code_of(row, by)}")
    answer = client.post("/h/open/", {"token": hidden(page, "token"), "factor": row.owner_name[-2:] or row.room})
    assert answer.status_code == 302, answer.content.decode()
    return client
