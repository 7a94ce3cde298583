from projects.special_works.coverage import lacking
from projects.stages.gates import check
from projects.stages.models import Phase


@check("start.coordination", Phase.START, "统筹施工方案", basis="建办城〔2021〕50号")
def coordinated(project):
    return lacking(project)
