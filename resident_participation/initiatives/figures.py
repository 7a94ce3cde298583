"""Initiatives as residents see them: the building that began, how many households, how far; nobody's name."""


def facts(community, project=None):
    """{"initiatives": those published, the newest first}, whichever project the community has."""
    return {"initiatives": told(community.initiatives.public())}


def told(initiatives):
    """Each with `signed` and `percent` of the goal, for the eye."""
    found = list(initiatives.signed().order_by("-published_on", "-pk"))
    for one in found:
        one.percent = min(100 * one.signed // one.needed, 100)
    return found
