"""What was reported already, while typing; communities with open reports and the clusters of each."""


def furnish(end, community, person):
    return {f"alike_home{end}": community.pk}


TYPED = {"community": "{code}", "text": "五幢外墙渗水"}
#    door                                              method  data   city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("feedback/while-typing/",                         "post", TYPED, [200, 200, 200, 200, 403, 403, 403, 403, 302]),
    ("feedback/clusters/",                             "rows", {},    [  2,   1,   1,   1,   2,   0,   0,   0, 302]),
    ("communities/{alike_home}/feedback-clusters/",    "get",  {},    [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("communities/{alike_home2}/feedback-clusters/",   "get",  {},    [200, 404, 404, 200, 200, 404, 404, 404, 302]),
    ("api/v1/feedback/{feedback}/alike/",              "get",  {},    [200, 200, 200, 404, 200, 404, 404, 404, 401]),
    ("api/v1/feedback/{feedback2}/alike/",             "get",  {},    [200, 404, 404, 200, 200, 404, 404, 404, 401]),
]  # fmt: skip
FIRMS = {}
