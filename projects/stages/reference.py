from pathlib import Path

from core.reference import load_csv, reference
from projects.stages.models import Department, RequiredDocument

DATA = Path(__file__).parents[1] / "data"


@reference
def stage_tables():
    load_csv(RequiredDocument, DATA / "required_documents.csv")
    load_csv(Department, DATA / "departments.csv")
