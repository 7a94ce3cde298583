"""Which cells of a count may be shown, so that nobody can work out what a few households said.

A cell with fewer answers than `least` is hidden. When what is hidden among the cells of one shown whole is a single
cell, or fewer than `least` answers together, it could be found by subtraction: then the smallest of the others is
hidden, too. Cells without answers hold nothing to hide. A hidden building shows none of its
stair units.
"""


def shown(sizes, least):
    """The keys of the cells of one whole that may be shown; `sizes` is {key: answers}, their whole is shown."""
    answered = {key: n for key, n in sizes.items() if n}
    hidden = {key for key, n in answered.items() if n < least}
    while hidden and (len(hidden) == 1 or sum(answered[key] for key in hidden) < least):
        rest = sorted((n, key) for key, n in answered.items() if key not in hidden)
        if not rest:
            break
        hidden.add(rest[0][1])
    return set(answered) - hidden


def publishable(tree, least):
    """{(building, unit)} of the cells to show: unit "" is the building, ("", "") the whole.

    `tree` is {building: {unit: answers}}.
    """
    buildings = {building: sum(units.values()) for building, units in tree.items()}
    if sum(buildings.values()) < least:
        return set()
    found = {("", "")}
    for building in shown(buildings, least):
        found.add((building, ""))
        if set(tree[building]) != {""}:
            found |= {(building, unit) for unit in shown(tree[building], least)}
    return found
