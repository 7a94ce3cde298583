"""A vote is counted again by a script that knows only Python: same numbers, same root, every change found."""

import json
import random
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest

from resident_participation.votes import recount
from resident_participation.votes.bundle import bundles, root
from resident_participation.votes.rule import ORDINARY, SPECIAL
from resident_participation.votes.tally import Title, count

SCRIPT = Path(recount.__file__)
ABOUT = {"id": 7, "title": "双桥新村改造表决", "kind": "owner_vote", "closed_on": "2026-11-20"}
ITEMS = [
    {"key": "1", "title": "加装电梯", "rule": {"class": "special", "source": "民法典第二百七十八条"}, "tests": SPECIAL},
    {
        "key": "2",
        "title": "选聘物业",
        "rule": {"class": "ordinary", "source": "民法典第二百七十八条"},
        "tests": ORDINARY,
    },
]


def vote(rng, size):
    roll = [
        Title(n, rng.randrange(size), rng.randint(3000, 14000), rng.random() > 0.1, rng.random() > 0.2)
        for n in range(size)
    ]
    choices = ("agree", "agree", "agree", "against", "abstain", "invalid", "")
    ballots = {item["key"]: {t.key: said for t in roll if t.votes and (said := rng.choice(choices))} for item in ITEMS}
    return roll, ballots


def made(seed=3, size=60, **more):
    rng = random.Random(seed)
    roll, ballots = vote(rng, size)
    items = [item | more for item in ITEMS]
    return roll, ballots, *bundles(ABOUT, items, roll, ballots, lambda: f"{rng.getrandbits(128):032x}")


def run(bundle, tmp_path):
    """The script alone, in a Python that sees nothing of ours."""
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(bundle, ensure_ascii=False), encoding="utf-8")
    alone = [sys.executable, "-I", "-S", str(SCRIPT), str(path)]
    return subprocess.run(alone, capture_output=True, text=True, check=False, cwd=tmp_path)


def test_the_script_needs_python_alone_and_is_short():
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 150
    assert [line for line in lines if line.startswith(("import", "from"))] == [
        "import hashlib",
        "import json",
        "import sys",
    ]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 17, 300])
def test_public_and_sealed_agree_with_the_engine_under_one_root(size, tmp_path):
    roll, ballots, public, sealed = made(size=size)
    assert public["root"] == sealed["root"] == recount.root(sealed)
    for bundle in (public, sealed):
        said = run(bundle, tmp_path)
        assert said.returncode == 0, said.stdout + said.stderr
        assert f"根值 {public['root']}" in said.stdout
    for item in ITEMS:
        tally = count(roll, ballots[item["key"]], item["tests"])
        found = recount.counted(sealed, item["key"])
        for name in recount.NAMES:
            assert (found[name]["heads"], found[name]["area_cm2"]) == (
                getattr(tally, name).heads,
                getattr(tally, name).area,
            )
        assert public["results"][item["key"]]["passed"] is tally.passed


def test_a_thousand_random_votes_count_the_same():
    for seed in range(1000):
        roll, ballots, _, sealed = made(seed, size=12)
        assert not list(recount.faults(sealed)), seed


@pytest.mark.parametrize("silence", ["abstain", "majority"])
def test_imputed_silence_is_recounted_and_its_change_found(silence, tmp_path):
    for seed in range(200):
        *_, sealed = made(seed, size=9, silence=silence)
        assert not list(recount.faults(sealed)), seed
    *_, public, sealed = made(5, size=40, silence=silence)
    said = run(public, tmp_path)
    assert said.returncode == 0 and "按规则计入推定票" in said.stdout
    silent = sealed["results"]["1"]["deemed"]["silent"]
    assert silent["heads"] > 0
    words = changed(sealed, lambda b: b["results"]["1"]["deemed"]["silent"].update(heads=0))
    assert "加装电梯：推定票与公布的不符" in words
    words = changed(
        public, lambda b: b["results"]["1"]["deemed"].update(passed=not b["results"]["1"]["deemed"]["passed"])
    )
    assert "加装电梯：计入推定票后的结果与公布的不符" in words


def test_the_public_bundle_tells_nobody_s_choice_and_not_who_took_part():
    roll, ballots, public, sealed = made()
    assert "sealed" not in public
    words = json.dumps(public["roll"])
    assert not any(choice in words for choice in ("agree", "against", "abstain", "invalid"))
    said = [row["said"]["1"] for row in public["roll"]]
    assert len(set(said)) == len(said) == len(roll), "silent rows look like all others"


def changed(bundle, change):
    """What the script says of a bundle in which somebody changed something."""
    altered = deepcopy(bundle)
    change(altered)
    return list(recount.faults(altered))


def more_agree(bundle):
    bundle["results"]["1"]["agree"]["heads"] += 1


CHANGES = {
    "an area of the roll": lambda b: b["roll"][0].update(area=b["roll"][0]["area"] + 1),
    "a row taken away": lambda b: b["roll"].pop(5),
    "a count": more_agree,
    "a fraction of the rule": lambda b: b["items"][0]["tests"][2].update(numerator=1),
    "the verdict": lambda b: b["results"]["2"].update(passed=not b["results"]["2"]["passed"]),
    "the title of the vote": lambda b: b["about"].update(title="另一个表决"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_breaks_the_root(what):
    _, _, public, sealed = made()
    for bundle in (public, sealed):
        assert any("根值不符" in words for words in changed(bundle, CHANGES[what]))


def test_a_choice_that_was_changed_is_named():
    *_, sealed = made()
    key = next(k for k, (said, _) in sealed["sealed"]["1"].items() if said == "against")
    words = changed(sealed, lambda b: b["sealed"]["1"].update({key: ["agree", b["sealed"]["1"][key][1]]}))
    assert f"加装电梯：第 {key} 户的选择与封存的不符" in words and any("同意算得" in one for one in words)


def test_a_new_root_does_not_hide_a_false_count():
    def rerooted(bundle):
        more_agree(bundle)
        bundle["root"] = root(bundle)

    *_, public, sealed = made()
    assert any("同意算得" in one for one in changed(sealed, rerooted))
    assert changed(public, rerooted) == ["加装电梯：按规则判断的结果与公布的不符"]
