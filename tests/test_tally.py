"""Votes are counted exactly: on the law's own boundary, and against a second count written apart with fractions."""

import random
from fractions import Fraction

import pytest

from resident_participation.votes.deemed import deem
from resident_participation.votes.rule import ORDINARY, SPECIAL, Measure, Part, Requirement, both, tests_of
from resident_participation.votes.tally import Choice, Count, Title, count

tests_of.__test__ = False  # of the vote, not of this suite


def flats(*areas):
    return [Title(n, f"owner {n}", area) for n, area in enumerate(areas)]


def hall(heads, area, agree_heads, agree_area, took_part_heads, took_part_area):
    """A roll and ballots with just these sums: one large flat holds what the others, of 1 cm², do not."""
    roll = [Title(0, 0, agree_area - (agree_heads - 1))] + [Title(n, n, 1) for n in range(1, agree_heads)]
    against = took_part_heads - agree_heads
    roll += [Title(agree_heads, agree_heads, took_part_area - agree_area - (against - 1))] if against else []
    roll += [Title(n, n, 1) for n in range(agree_heads + 1, took_part_heads)]
    silent = heads - took_part_heads
    roll += [Title(took_part_heads, took_part_heads, area - took_part_area - (silent - 1))] if silent else []
    roll += [Title(n, n, 1) for n in range(took_part_heads + 1, heads)]
    choices = {n: "agree" if n < agree_heads else "against" for n in range(took_part_heads)}
    assert sum(t.area for t in roll) == area and len(roll) == heads
    return roll, choices


@pytest.mark.parametrize(
    ("rule", "agree_heads", "agree_area", "passed", "short"),
    [
        (SPECIAL, 60, 520_000, False, {"agree_area_of_participating": 5_000}),  # 5 200 m² of 7 000: 50 m² short
        (SPECIAL, 60, 525_000, True, {}),
        (SPECIAL, 60, 524_999, False, {"agree_area_of_participating": 1}),
        (SPECIAL, 59, 525_000, False, {"agree_heads_of_participating": 1}),
        (ORDINARY, 40, 350_000, False, {"agree_heads_of_participating": 1, "agree_area_of_participating": 1}),
        (ORDINARY, 41, 350_001, True, {}),
    ],
)
def test_the_worked_example_of_the_domain(rule, agree_heads, agree_area, passed, short):
    """DOMAIN §6.3: 10 000 m² and 120 heads, of whom 7 000 m² and 80 heads take part."""
    tally = count(*hall(120, 1_000_000, agree_heads, agree_area, 80, 700_000), rule)
    assert tally.roll == Count(120, 1_000_000) and tally.participating == Count(80, 700_000)
    assert tally.passed is passed
    assert {one.test.name: one.short_by for one in tally.outcomes if not one.passed} == short


@pytest.mark.parametrize("heads", [80, 79])
def test_exactly_two_thirds_take_part_and_one_short(heads):
    tally = count(*hall(120, 1_000_000, heads, 700_000, heads, 700_000), SPECIAL)
    assert tally.passed is (heads == 80)
    assert tally.outcomes[0].short_by == 80 - heads


def test_nobody_comes():
    tally = count(flats(100, 200), {}, ORDINARY)
    assert not tally.passed
    assert [one.needed for one in tally.outcomes] == [2, 200, 1, 1]
    lonely = (Requirement(Part.AGREE, Part.PARTICIPATING, Measure.HEADS, 2, 3),)
    assert not count(flats(100), {}, lonely).passed, "two thirds of nobody is nobody, and decides nothing"
    assert not count([], {}, ORDINARY).passed
    assert not count(flats(100), {0: "agree"}, ()).passed, "a vote that asks for nothing passes nothing"


def test_one_owner_holds_nearly_all_area():
    roll = flats(1_000_000, *[100] * 9)
    assert not count(roll, {0: "agree"}, ORDINARY).passed, "one head of ten"
    everyone = dict.fromkeys(range(10), "agree")
    assert count(roll, everyone | {0: "against"}, ORDINARY).passed is False, "nine heads, hardly any area"


def test_heads_of_article_18():
    """An owner of 15 flats, a developer with 40 unsold, two co-owners: three heads, areas added, parking neither."""
    roll = [Title(f"a{n}", "owner", 8_000) for n in range(15)]
    roll += [Title(f"d{n}", "developer", 9_000) for n in range(40)]
    roll += [Title("c", "couple", 7_000), Title("p", "owner", 1_300, votes=False), Title("q", "driver", 1_300, False)]
    choices = {f"a{n}": "agree" for n in range(15)} | {f"d{n}": "against" for n in range(40)} | {"c": "abstain"}
    tally = count(roll, choices, ORDINARY)
    assert tally.roll == Count(3, 15 * 8_000 + 40 * 9_000 + 7_000)
    assert (tally.agree, tally.against, tally.abstain) == (Count(1, 120_000), Count(1, 360_000), Count(1, 7_000))
    with pytest.raises(KeyError):
        count(roll, {"q": "agree"}, ORDINARY)


def test_an_owner_who_says_two_things_is_held_and_not_counted():
    roll = [Title(1, "one", 5_000), Title(2, "one", 6_000), Title(3, "other", 7_000)]
    tally = count(roll, {1: "agree", 2: "against", 3: "agree"}, ORDINARY)
    assert (tally.held, tally.agree, tally.participating) == (Count(1, 11_000), Count(1, 7_000), Count(1, 7_000))
    assert not tally.passed
    spoiled = count(roll, {1: "agree", 2: "invalid", 3: "agree"}, ORDINARY)
    assert (spoiled.agree, spoiled.invalid, spoiled.held.heads) == (Count(2, 12_000), Count(0, 6_000), 0)


def test_abstaining_is_taking_part_and_invalid_is_not():
    tally = count(flats(100, 100, 100), {0: "agree", 1: "abstain", 2: "invalid"}, SPECIAL)
    assert tally.participating == Count(2, 200) and tally.invalid == Count(1, 100)
    assert not tally.passed, "one of two taking part agrees"


def test_the_matters_of_article_278():
    assert {matter: tests_of(matter) is SPECIAL for matter in range(1, 10)} == {n: n in (6, 7, 8) for n in range(1, 10)}
    for outside in (0, 10):
        with pytest.raises(ValueError, match="第（一）项到第（九）项"):
            tests_of(outside)
    with pytest.raises(ValueError, match="比例"):
        Requirement(Part.AGREE, Part.ROLL, Measure.HEADS, 3, 2)


# ------------------------------------------------- a second count, written apart


def naive(roll, choices, tests):
    """The same law told the other way round: owner by owner, ratios as fractions."""
    owners = {}
    for title in roll:
        if title.votes:
            owners.setdefault(title.owner, []).append(title)
    sizes = {kind: [0, 0] for kind in ("roll", "participating", "agree", "against", "abstain", "invalid", "held")}
    for titles in owners.values():
        for kind, heads, area in one_owner(titles, choices):
            sizes[kind][0] += heads
            sizes[kind][1] += area
    passed = bool(tests) and not sizes["held"][0] and all(met(test, sizes) for test in tests)
    return {kind: tuple(pair) for kind, pair in sizes.items()}, passed


def one_owner(titles, choices):
    yield "roll", 1, sum(t.area for t in titles)
    given = [(choices[t.key], t.area) for t in titles if t.key in choices]
    clear = {choice for choice, _ in given if choice != "invalid"}
    if len(clear) > 1:
        yield "held", 1, sum(area for _, area in given)
        return
    yield from ((choice, 0, area) for choice, area in given)
    yield from (("participating", 0, area) for choice, area in given if choice != "invalid")
    yield from ((choice, 1, 0) for choice in clear)
    yield from (("participating", 1, 0) for _ in clear)
    if given and not clear:
        yield "invalid", 1, 0


def met(test, sizes):
    part, whole = (sizes[which][test.measure == "area"] for which in (test.part, test.whole))
    ratio, limit = Fraction(part, whole or 1), Fraction(test.numerator, test.denominator)
    return part > 0 and (ratio > limit if test.exceed else ratio >= limit)


def random_vote(dice):
    owners = dice.randint(1, 12)
    roll = [
        Title(
            n, dice.randrange(owners), dice.choice([1, 2, 5_000, 6_543, dice.randint(1, 20_000)]), dice.random() > 0.1
        )
        for n in range(dice.randint(0, 18))
    ]
    odds = dice.choice([(6, 1, 1, 0), (3, 1, 0, 1), (1, 1, 1, 1), (9, 0, 0, 0)])
    share = dice.random()
    choices = {t.key: dice.choices([*Choice], odds)[0] for t in roll if t.votes and dice.random() < max(share, 0.4)}
    fractions = dice.choice([(2, 3), (3, 4), (1, 2), (1, 1), (51, 100)])
    own = both(Part.AGREE, dice.choice([Part.ROLL, Part.PARTICIPATING]), *fractions, exceed=fractions == (1, 2))
    return roll, choices, dice.choice([ORDINARY, SPECIAL, own])


def test_ten_thousand_votes_equal_the_second_count():
    dice, passed, failed = random.Random(278), 0, 0
    for number in range(10_000):
        roll, choices, tests = random_vote(dice)
        tally, (sizes, verdict) = count(roll, choices, tests), naive(roll, choices, tests)
        found = {kind: (getattr(tally, kind).heads, getattr(tally, kind).area) for kind in sizes}
        assert (found, tally.passed) == (sizes, verdict), number
        passed, failed = passed + verdict, failed + (not verdict)
    assert min(passed, failed) > 1_000, "both verdicts are met often"


def silent_hall(agree, against, silent, unreached):
    """One owner a flat of 50 m²: so many agree, are against, were reached and said nothing, were not reached."""
    total = agree + against + silent + unreached
    roll = [Title(n, n, 5000, reached=n < agree + against + silent) for n in range(total)]
    choices = {n: "agree" if n < agree else "against" for n in range(agree + against)}
    tally = count(roll, choices, ORDINARY)
    return roll, choices, {t.key for t in roll if t.reached}, tally


def test_without_imputing_the_round_fails_with_it_passes_and_both_are_told():
    roll, choices, reached, tally = silent_hall(agree=40, against=10, silent=20, unreached=30)
    assert not tally.passed and tally.participating == Count(50, 250_000)
    made = deem(roll, choices, reached, "majority", tally, ORDINARY)
    assert made.silent == Count(20, 100_000) and made.choice == "agree"
    assert made.tally.participating == Count(70, 350_000) and made.tally.agree == Count(60, 300_000)
    assert made.tally.passed and not tally.passed
    assert tally.agree == Count(40, 200_000), "the real count stays as it was"


def test_silence_as_abstention_takes_part_and_does_not_agree():
    roll, choices, reached, tally = silent_hall(agree=35, against=15, silent=20, unreached=30)
    made = deem(roll, choices, reached, "abstain", tally, ORDINARY)
    assert made.tally.agree == tally.agree and made.tally.abstain == Count(20, 100_000)
    assert not made.tally.passed, "35 of 70 is not more than half"


def test_a_tie_or_a_split_imputes_nothing():
    roll, choices, reached, tally = silent_hall(agree=25, against=25, silent=30, unreached=0)
    made = deem(roll, choices, reached, "majority", tally, ORDINARY)
    assert (
        made.choice is None and made.tally == tally and made.stopped == "已表决的人数和面积没有一致的多数意见，不作推定"
    )
    roll = [Title(0, 0, 90_000), Title(1, 1, 1_000), Title(2, 2, 1_000), Title(3, 3, 1_000, reached=True)]
    choices = {0: "against", 1: "agree", 2: "agree"}
    split = count(roll, choices, ORDINARY)
    assert deem(roll, choices, {3}, "majority", split, ORDINARY).choice is None, "heads say yes, area says no"


def test_who_was_not_reached_or_spoke_for_one_flat_is_not_imputed():
    roll = [Title(1, "a", 5000, reached=True), Title(2, "a", 5000, reached=True), Title(3, "b", 5000)]
    tally = count(roll, {1: "agree"}, ORDINARY)
    assert deem(roll, {1: "agree"}, {1, 2}, "majority", tally, ORDINARY).silent == Count(0, 0)
