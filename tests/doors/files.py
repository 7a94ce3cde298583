"""A file is seen with its record: here a survey, which residents never see, and a facility's, which they may."""

from tests.factories import AttachmentFactory, FacilityFactory, SurveyFactory


def furnish(end, community, person):
    survey = SurveyFactory(community=community, round=1, state="verified")
    public = AttachmentFactory(target=FacilityFactory(area=community.area), is_public=True)
    preview = AttachmentFactory(target=survey, preview="files/a.jpg")
    preview.preview.storage.save("files/a.jpg", preview.file)
    return {f"record{end}": survey.pk, f"file{end}": preview.pk, f"public{end}": public.pk}


SHOW = {"public": "1"}
HIDE = {"is_public": "0"}
KIND = {"target": "communities.survey"}
TO = {"target": "communities.survey", "id": "{record}"}
#    door                                         method   data      city dist strt str2 audt sysa seca auda visi
DOORS = [
    ("files/communities.survey/{record}/attach/", "post",  {},     [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("files/{file}/",                             "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("files/{public}/",                           "get",   {},     [200, 200, 200, 200, 200, 200, 200, 200, 200]),
    ("files/{file}/preview/",                     "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 302]),
    ("files/{file}/remove/",                      "post",  {},     [302, 302, 302, 404, 403, 404, 404, 404, 302]),
    ("files/{public}/publish/",                   "post",  SHOW,   [302, 302, 403, 404, 403, 404, 404, 404, 302]),
    ("api/v1/files/",                             "rows",  {},     [  6,   3,   3,   3,   6,   0,   0,   0,   2]),
    ("api/v1/files/",                             "rows",  KIND,   [  2,   1,   1,   1,   2,   0,   0,   0,   0]),
    ("api/v1/files/",                             "post",  TO,     [400, 400, 400, 400, 400, 400, 400, 400, 401]),
    ("api/v1/files/{file}/",                      "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 404]),
    ("api/v1/files/{file}/content/",              "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 404]),
    ("api/v1/files/{file}/preview/",              "get",   {},     [200, 200, 200, 404, 200, 404, 404, 404, 404]),
    ("api/v1/files/{public}/publish/",            "post",  HIDE,   [200, 200, 403, 404, 403, 404, 404, 404, 401]),
]  # fmt: skip
# A photo of a resident supervisor is for the contractor that is to answer it.
FIRMS = {("rows", "api/v1/files/"): (0, 1), ("rows", "api/v1/files/", "target"): (0, 0)}
