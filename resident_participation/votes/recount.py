"""Count a vote again from its bundle, with nothing but Python:  python recount.py BUNDLE.json

A public bundle (no choices): the roll's totals, the tests of the rule on the declared counts, the root.
A sealed bundle: besides, every choice against its commitment, and all counts from the choices.
Ends with 0 when everything agrees, with 1 and a sentence for each thing that does not.
"""

import hashlib
import json
import sys

VALID = ("agree", "against", "abstain")
NAMES = {
    "roll": "名册", "participating": "参加", "agree": "同意", "against": "不同意", "abstain": "弃权", "invalid": "无效",
    "held": "待裁定",
}  # fmt: skip


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).hexdigest()


def plain(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def root(bundle):
    level = [sha(plain(row)) for row in bundle["roll"]] or [sha(b"")]
    while len(level) > 1:
        above = []
        for n in range(0, len(level) - 1, 2):
            above.append(sha(level[n].encode(), level[n + 1].encode()))
        level = above + ([level[-1]] if len(level) % 2 else [])
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
    """The rows whose choice is not what was committed to."""
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
        for key, word in NAMES.items():
            if found[key] != declared[key]:
                yield f"{name}：{word}算得 {found[key]}，公布的是 {declared[key]}"
        rows = judged(item, found)
        told = [(t["name"], t["needed"], t["actual"], t["passed"]) for t in declared["tests"]]
        passed = bool(rows) and not found["held"]["heads"] and all(row[3] for row in rows)
        if rows != told or passed != declared["passed"]:
            yield f"{name}：按规则判断的结果与公布的不符"


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
    print(f"根值 {root(bundle)}")
    wrong = list(faults(bundle))
    print("\n".join(wrong) if wrong else "核对一致" + ("（含每户选择）" if "sealed" in bundle else "（不含每户选择）"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
