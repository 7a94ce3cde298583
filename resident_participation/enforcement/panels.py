from resident_participation.public.sections import section


@section(80, "resident_participation/public/_enforcement.html")
def enforcement(community, project):
    """Which department answers for what; the list itself stands on its own page."""
    return {}
