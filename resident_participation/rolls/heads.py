"""Whose head a private part is: 宁波市住宅小区物业管理条例 (2021) art. 18, in one place.

One title is one vote; an owner with several titles is one vote; co-owners name one person; all that the developer has
not sold or handed over is one vote; areas add up. Parking spaces and garages have neither vote nor area.
"""

WITHOUT_VOTE = ("parking", "garage")
DEVELOPER = "developer"


def owner_of(row):
    """What two rows of one owner share, as text: the developer, the ID number's mark, the owner's number, else itself.

    `row` has `holder`, `owner_mark`, `owner_group`, `building`, `unit`, `room`. Nothing in it can be read back to a
    person.
    """
    if row.holder == DEVELOPER:
        return DEVELOPER
    if row.owner_mark:
        return f"mark:{row.owner_mark}"
    if row.owner_group:
        return f"group:{row.owner_group}"
    return f"room:{row.building}/{row.unit}/{row.room}"


def owners(rows):
    """[(row, number of its owner)]: the owners of a roll numbered from 1 as they first appear.

    A number that the ID marks join (the same mark, or the same owner's number, on different rows) is one owner: marks
    and numbers are followed from row to row.
    """
    rows, leader, numbers = list(rows), {}, {}

    def root(key):
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for row in rows:
        names = [owner_of(row)]
        if row.owner_group and row.holder != DEVELOPER:
            names.append(f"group:{row.owner_group}")
        for name in names[1:]:
            leader[root(name)] = root(names[0])
    return [(row, numbers.setdefault(root(owner_of(row)), len(numbers) + 1)) for row in rows]
