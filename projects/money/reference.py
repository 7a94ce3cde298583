from pathlib import Path

from core import thresholds
from core.reference import load_csv, reference
from projects.money.models import FundingSource

DATA = Path(__file__).parents[1] / "data"


@reference
def funding_sources():
    load_csv(FundingSource, DATA / "funding_sources.csv")
    thresholds.load(DATA / "fund_thresholds.csv")
