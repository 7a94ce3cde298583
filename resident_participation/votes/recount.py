"""Count a vote again from its bundle, with nothing but Python:  python recount.py BUNDLE.json

A public bundle (no choices): the roll's totals, the tests of the rule on the declared counts, the root.
A sealed bundle: besides, every choice against its commitment, and all counts from the choices.
Ends with 0 when everything agrees, with 1 and a sentence for each thing that does not.
"""

import hashlib
import json
import sys

VALID = ("agree", "against", "abstain")
PARTS = ("participating", *VALID)
NAMES = {"roll": "名册", "participating": "参加", "agree": "同意", "against": "不同意", "abstain": "弃权",
         "invalid": "无效", "held": "待裁定"}  # fmt: skip


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).hexdigest()


def plain(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def root(bundle):
    level = [sha(plain(row)) for row in bundle["roll"]] or [sha(b"")]
    while len(level) > 1:
        pairs = [level[n : n + 2] for n in range(0, len(level), 2)]
        level = [sha(*map(str.encode, pair)) if len(pair) == 2 else pair[0] for pair in pairs]
    return sha(level[0].encode(), plain({name: bundle[name] for name in ("format", "about", "items", "results")}))


def whole(bundle):
    """Owners and area of the roll; parking spaces and garages have neither."""
    voting = [row for row in bundle["roll"] if row["votes"]]
    return {"heads": len({row["owner"] for row in voting}), "area_cm2": sum(row["area"] for row in voting)}


def counted(bundle, item):
    """All counts of one item from the choices. An owner's titles are one head; those that differ are held."""
    said = {}
    for row in bundle["roll"]:
        choice = bundle["sealed"][item][row["key"]][0]
        if choice:
            said.setdefault(row["owner"], []).append((choice, row["area"]))
    found = {name: {"heads": 0, "area_cm2": 0} for name in NAMES} | {"roll": whole(bundle)}
    for own in said.values():
        valid = {choice for choice, _ in own if choice in VALID}
        verdict = "held" if len(valid) > 1 else valid.pop() if valid else "invalid"
        found[verdict]["heads"] += 1
        for choice, area in own:
            found["held" if verdict == "held" else choice]["area_cm2"] += area
    for measure in ("heads", "area_cm2"):
        found["participating"][measure] = sum(found[name][measure] for name in VALID)
    return found


def deemed(bundle, item, found):
    """Counts with the owners who were reached and never answered as the rule reads their silence; None: not imputed."""
    said, voting = bundle["sealed"][item["key"]], [row for row in bundle["roll"] if row["votes"]]
    spoke = {row["owner"] for row in voting if said[row["key"]][0]}
    silent = {row["owner"] for row in voting if row["reached"]} - spoke
    more = {"heads": len(silent), "area_cm2": sum(row["area"] for row in voting if row["owner"] in silent)}
    sides = {(found["agree"][m] > found["against"][m]) - (found["agree"][m] < found["against"][m]) for m in more}
    majority = {(1,): "agree", (-1,): "against"}.get(tuple(sides), "")
    choice = "" if found["held"]["heads"] else "abstain" if item["silence"] == "abstain" else majority
    both = {
        m: {k: found[m][k] + (more[k] if m in (choice, choice and "participating") else 0) for k in more} for m in PARTS
    }
    return {"choice": choice, "silent": more, **both}


def needed(test, total):
    """The smallest number that reaches (or exceeds) the fraction; never nobody."""
    number = test["numerator"] * total
    return number // test["denominator"] + 1 if test["exceed"] else max(-(-number // test["denominator"]), 1)


def judged(item, found):
    """The tests of an item's rule on counts: [(name, needed, actual, passed)]."""
    rows = []
    for test in item["tests"]:
        measure = "heads" if test["measure"] == "heads" else "area_cm2"
        want, have = needed(test, found[test["whole"]][measure]), found[test["part"]][measure]
        rows.append((f"{test['part']}_{test['measure']}_of_{test['whole']}", want, have, have >= want))
    return rows


def unsealed(bundle, item):
    for row in bundle["roll"]:
        choice, nonce = bundle["sealed"][item][row["key"]]
        if sha(f"{nonce}:{choice}".encode()) != row["said"][item]:
            yield row["key"]


def faults(bundle):
    """One sentence for each thing that does not agree."""
    if root(bundle) != bundle["root"]:
        yield f"根值不符：算得 {root(bundle)}，写的是 {bundle['root']}"
    for item in bundle["items"]:
        declared, name = bundle["results"][item["key"]], item["title"]
        found = {key: declared[key] for key in NAMES} | {"roll": whole(bundle)}
        if "sealed" in bundle:
            yield from (f"{name}：第 {key} 户的选择与封存的不符" for key in unsealed(bundle, item["key"]))
            found = counted(bundle, item["key"])
        wrong = {key: word for key, word in NAMES.items() if found[key] != declared[key]}
        yield from (f"{name}：{word}算得 {found[k]}，公布的是 {declared[k]}" for k, word in wrong.items())
        if not holds(item, found, declared):
            yield f"{name}：按规则判断的结果与公布的不符"
        if "silence" in item:
            yield from silence_faults(bundle, item, found, declared["deemed"])


def holds(item, found, declared):
    rows = judged(item, found)
    told = [(t["name"], t["needed"], t["actual"], t["passed"]) for t in declared["tests"]]
    passed = bool(rows) and not found["held"]["heads"] and all(row[3] for row in rows)
    return rows == told and passed == declared["passed"]


def silence_faults(bundle, item, found, declared):
    if "sealed" in bundle and any(declared[k] != v for k, v in deemed(bundle, item, found).items()):
        yield f"{item['title']}：推定票与公布的不符"
    if not holds(item, {**found, **{k: declared[k] for k in PARTS}}, declared):
        yield f"{item['title']}：计入推定票后的结果与公布的不符"


def main(path):
    with open(path, encoding="utf-8") as file:
        bundle = json.load(file)
    for item in bundle["items"]:
        found = bundle["results"][item["key"]]
        print(f"{item['title']}：{'通过' if found['passed'] else '没有通过'}")
        for key, word in NAMES.items():
            print(f"  {word} {found[key]['heads']} 人，{found[key]['area_cm2'] / 100:.2f} ㎡")
        for name, want, have, passed in judged(item, found):
            print(f"  {name}：需要 {want}，实际 {have}，{'达到' if passed else '没有达到'}")
        if "silence" in item:
            print(f"  按规则计入推定票：{'通过' if found['deemed']['passed'] else '没有通过'}")
    print(f"根值 {root(bundle)}")
    wrong = list(faults(bundle))
    print("\n".join(wrong) if wrong else "核对一致" + ("（含每户选择）" if "sealed" in bundle else "（不含每户选择）"))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
