from pathlib import Path

from core import thresholds
from core.reference import load_csv, reference
from projects.acceptance.models import AcceptanceItem, DefectKind, WarrantyTerm

DATA = Path(__file__).parents[1] / "data"


@reference
def quality_tables():
    load_csv(DefectKind, DATA / "defect_kinds.csv")
    load_csv(AcceptanceItem, DATA / "acceptance_items.csv")
    load_csv(WarrantyTerm, DATA / "warranty_terms.csv")
    thresholds.load(DATA / "acceptance_thresholds.csv")
