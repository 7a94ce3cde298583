from pathlib import Path

from core import thresholds
from core.reference import reference


@reference
def plan_thresholds():
    thresholds.load(Path(__file__).parents[1] / "data" / "plan_thresholds.csv")
