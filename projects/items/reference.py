from pathlib import Path

from core import thresholds
from core.reference import reference

DATA = Path(__file__).parents[1] / "data"


@reference
def item_thresholds():
    thresholds.load(DATA / "item_thresholds.csv")
