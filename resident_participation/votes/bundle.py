"""What a closed vote gives out: a public bundle without choices, a sealed one with them, both under one root.

Every row of the roll carries a commitment for every item, silent rows too, so that the public bundle tells nobody's
choice and not even who took part. `recount.py` reads either with Python alone.
"""

import hashlib
import json
from dataclasses import asdict

from resident_participation.votes.deemed import deem
from resident_participation.votes.tally import Choice, Count, count

FORMAT = "ningbo-renewal-vote/1"
NOT_COUNTED = "not_counted"
SILENT = ""  # what a row without a counted ballot commits to
COUNTS = ("roll", "participating", *(str(choice) for choice in Choice), "held")


def canonical(value):
    """One way only to write a value down."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(*parts):
    return hashlib.sha256(b"".join(parts)).hexdigest()


def commitment(choice, nonce):
    """Binds a choice without telling it; the nonce is 32 random hex digits, made when the vote closes."""
    return digest(f"{nonce}:{choice}".encode())


def result(tally):
    """A tally in plain values: heads, and areas as integers in 0.01 m²."""
    return {name: shown(getattr(tally, name)) for name in COUNTS} | judged(tally)


def judged(tally):
    return {
        "tests": [
            {
                "name": one.test.name,
                "needed": one.needed,
                "actual": one.actual,
                "short_by": one.short_by,
                "passed": one.passed,
            }
            for one in tally.outcomes
        ],
        "passed": tally.passed,
    }


def declared(item, titles, ballots):
    """The result of one item; what its rule makes of silence stands apart, under `deemed`."""
    tally = count(titles, ballots, item["tests"])
    found = result(tally)
    if item.get("silence", NOT_COUNTED) == NOT_COUNTED:
        return found
    reached = {title.key for title in titles if title.reached}
    made = deem(titles, ballots, reached, item["silence"], tally, item["tests"])
    counts = {name: shown(getattr(made.tally, name)) for name in ("participating", "agree", "against", "abstain")}
    told = {"silence": made.silence, "choice": str(made.choice or ""), "stopped": made.stopped}
    return found | {"deemed": told | {"silent": shown(made.silent)} | counts | judged(made.tally)}


def shown(found: Count):
    return {"heads": found.heads, "area_cm2": found.area}


def bundles(about, items, roll, ballots, nonce, more=None):
    """(public, sealed) of a closed vote.

    `about` says which vote it is. `items` is [{"key", "title", "rule", "tests": (Requirement, …)}], with "silence"
    where a rule imputes it, `roll` the frozen [Title], `ballots` {item key: {title key: Choice}} of the counted
    ballots, `nonce()` a fresh secret for each place, `more` {item key: what else is declared of it}.
    """
    titles = sorted(roll, key=lambda title: str(title.key))
    secrets = {
        item["key"]: {str(t.key): [str(ballots[item["key"]].get(t.key, SILENT)), nonce()] for t in titles}
        for item in items
    }
    imputes = any("silence" in item for item in items)
    public = {
        "format": FORMAT,
        "about": about,
        "items": [item | {"tests": [asdict(test) for test in item["tests"]]} for item in items],
        "roll": [row(title, secrets, imputes) for title in titles],
        "results": {
            item["key"]: declared(item, titles, ballots[item["key"]]) | (more or {}).get(item["key"], {})
            for item in items
        },
    }
    public["root"] = root(public)
    return public, public | {"sealed": secrets}


def row(title, secrets, imputes):
    said = {key: commitment(*places[str(title.key)]) for key, places in secrets.items()}
    found = {"key": str(title.key), "owner": str(title.owner), "area": title.area, "votes": title.votes, "said": said}
    return found | {"reached": title.reached} if imputes else found


def root(bundle):
    """The rows of the roll in a Merkle tree, bound to the items and to the result that was declared."""
    level = [digest(canonical(row)) for row in bundle["roll"]] or [digest(b"")]
    while len(level) > 1:
        pairs = [level[n : n + 2] for n in range(0, len(level), 2)]
        level = [digest(*(half.encode() for half in pair)) if len(pair) == 2 else pair[0] for pair in pairs]
    told = {name: bundle[name] for name in ("format", "about", "items", "results")}
    return digest(level[0].encode(), canonical(told))
