from pathlib import Path

from core import thresholds
from core.reference import reference


@reference
def lift_thresholds():
    thresholds.load(Path(__file__).parents[1] / "data" / "lift_thresholds.csv")
