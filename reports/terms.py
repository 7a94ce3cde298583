"""Which dated fact is called 开工 and which 完工: no national definition was published, so a table's reader chooses.

The facts are kept apart on `Project`; the defaults are those of all frozen figures (DOMAIN §2.2, §2.5).
"""

from dataclasses import dataclass

STARTS = {
    "first_works_date": "实际进场日期",
    "start_order_date": "开工令日期",
    "contract_date": "合同日期",
    "permit_date": "审批（许可）日期",
}
FINISHES = {"acceptance_date": "竣工验收日期", "works_complete_date": "完工日期"}


@dataclass(frozen=True)
class Terms:
    """The project's fields that count as its start and its finish."""

    start: str = "first_works_date"
    finish: str = "acceptance_date"

    @property
    def words(self):
        return f"开工以{STARTS[self.start]}为准，完工以{FINISHES[self.finish]}为准"

    def chosen(self, asked):
        """Only what is on offer; anything else is the default."""
        start, finish = asked.get("start"), asked.get("finish")
        return Terms(start if start in STARTS else self.start, finish if finish in FINISHES else self.finish)


DEFAULT = Terms()
