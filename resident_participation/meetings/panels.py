from resident_participation.public.sections import section


@section(70, "resident_participation/public/_meetings.html")
def meetings(community, project):
    """Who speaks for the residents, what was resolved and what became of it stand on a page of their own."""
    return {}
