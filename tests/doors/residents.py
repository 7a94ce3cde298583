"""What residents do without staff: 共谋 in one page, a case of their own, news about their community."""

EVERYBODY, AWAY, BAD, WRONG = [200] * 9, [302] * 9, [400] * 9, [409] * 9
CODE = {"code": "ABCD2345"}
#    door                            method   data   city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("c/{code}/plan/",               "get",   {},    EVERYBODY),
    ("c/{code}/poster/",             "get",   {},    EVERYBODY),
    ("c/{code}/say/",                "get",   {},    EVERYBODY),
    ("c/{code}/say/",                "post",  {},    BAD),
    ("c/{code}/say/done/",           "get",   {},    AWAY),
    ("c/stop/",                      "get",   {},    EVERYBODY),
    ("c/stop/",                      "post",  CODE,  WRONG),
    ("h/news/",                      "get",   {},    AWAY),
    ("h/news/stop/",                 "post",  {},    AWAY),
]  # fmt: skip
