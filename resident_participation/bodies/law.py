"""What the law asks of 业主委员会 and 物业管理委员会, read in 宁波市住宅小区物业管理条例 (2021, in force 2022-04-01).

Art. 29: a committee has five or more members, an odd number. Art. 82: so has a 物业管理委员会, at least half of them
owners. Art. 33: more than half of the members attend, nobody by proxy; the items are public three days before; a
decision needs more than half of all members. Art. 36: the election is held sixty days before the term ends.
国务院《物业管理条例》 art. 14: owners are told of their meeting fifteen days before. Other bodies have no such rules.
"""

from datetime import timedelta

NINGBO, NATIONAL = "宁波市住宅小区物业管理条例", "物业管理条例"
LEAST_MEMBERS = 5
RENEW_BEFORE = timedelta(days=60)
AGENDA_DAYS = 3
ASSEMBLY_DAYS = 15
ARTICLES = {"committee": f"{NINGBO}第二十九条", "management": f"{NINGBO}第八十二条"}


def majority(members):
    """The smallest number that is more than half."""
    return members // 2 + 1


def size_faults(kind, members, owners):
    """What is wrong with the number of members of a body of a kind, in words; `owners` are the owners among them."""
    if kind not in ARTICLES:
        return [] if members else ["还没有成员"]
    found = []
    if members < LEAST_MEMBERS or members % 2 == 0:
        found.append(f"成员要有 {LEAST_MEMBERS} 人以上，而且是单数，现在是 {members} 人（{ARTICLES[kind]}）")
    if kind == "management" and owners * 2 < members:
        found.append(f"业主代表不能少于一半，现在 {members} 人里有业主 {owners} 人（{ARTICLES[kind]}）")
    return found
