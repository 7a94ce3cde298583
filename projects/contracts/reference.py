from pathlib import Path

from core import thresholds
from core.reference import reference


@reference
def contract_thresholds():
    thresholds.load(Path(__file__).parents[1] / "data" / "contract_thresholds.csv")
