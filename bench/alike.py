"""How well alike reports are told from others, and categories from words; how long it takes among 50,000 reports.

Pairs: precision and recall on the half of `alike_pairs.csv` that nothing was fitted to, and by kind of pair. "Others":
every report of that half beside every other of it, as if all lay in one community. Categories: ten-fold cross
validation over `feedback_texts.csv`. `python -m bench.alike fit` fits the weights to the other half and writes them.
"""

import sys
from collections import Counter

from bench.tools.place import prepare, program, servers
from resident_participation.alike import bayes, fitting


def main():
    labelled = fitting.pairs()
    if "fit" in sys.argv[1:]:
        fitting.write(fitting.fit([one for one in labelled if one.split == "train"]))
        sys.exit()
    for split in ("train", "test"):
        pairs_of([one for one in labelled if one.split == split], split)
    categories()
    with servers():
        prepare()
        print(program("bench.tools.alike", 50_000), end="")


def pairs_of(taken, split):
    for name, met in (("registered", taken), ("while typing", [one.typed for one in taken])):
        (right, given), (_, same) = fitting.precision_and_recall(met)
        print(f"{split}, {name}: precision {right}/{given} = {right / given:.3f}, ", end="")
        print(f"recall {right}/{same} = {right / same:.3f}")
    kinds, given = Counter((one.same, one.kind) for one in taken), Counter()
    given.update((one.same, one.kind) for one in taken if fitting.shown(one))
    for (same, kind), count in sorted(kinds.items(), reverse=True):
        print(f"  {'same' if same else 'different'}, {kind}: shown {given[same, kind]} of {count}")
    easy = fitting.others(taken)
    print(f"  others: shown {sum(map(fitting.shown, easy))} of {len(easy):,}")


def categories():
    texts = bayes.labelled()
    judged = bayes.cross_validated(texts)
    first, second = (sum(category in ranked[:n] for category, ranked in judged) / len(texts) for n in (1, 2))
    each = bayes.f1(judged)
    mean = sum(each.values()) / len(each)
    print(f"categories: {len(texts)} texts, first {first:.3f}, among two {second:.3f}, macro-F1 {mean:.3f}")
    print("  " + ", ".join(f"{category} {value:.2f}" for category, value in sorted(each.items())))


if __name__ == "__main__":
    main()
