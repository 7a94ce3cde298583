"""表决参与率: households whose ballot counts, of declared rounds."""

from reports.indicators.base import ONE_DECIMAL, Indicator, listed
from resident_participation.votes.models import Round, Seat


def took_part(asked):
    """(households that took part, households that could); nothing of rounds whose result is not declared."""
    seats = Seat.objects.under(asked.area.pk).filter(
        votes=True,
        round__status=Round.Status.CLOSED,
        round__closes_at__date__gte=asked.since,
        round__closes_at__lte=asked.moment,
    )
    return seats.filter(ballots__standing="counted").distinct().count(), seats.count()


INDICATOR = Indicator(
    code="vote_participation",
    name="表决参与率",
    unit="%",
    group="统筹与参与",
    formula="投了有效票的户数 ÷ 名册有表决权的户数 × 100%",
    source="《中华人民共和国民法典》第二百七十八条",
    scope="计划年度一月一日到期末截止、并且已经公布结果的表决和征询；一户一票",
    rounding=ONE_DECIMAL,
    rows=listed("resident_participation:rounds", status="closed"),
    order=72,
    measure=took_part,
)
