"""Suggested categories: learnt from the labelled texts of the repository and from what the city has closed.

A suggestion only; the clerk confirms.
"""

from functools import lru_cache

from resident_participation.alike.bayes import SUGGESTED, Classifier, labelled
from resident_participation.alike.words import plain
from resident_participation.models import Feedback

LEFT_ALONE = "consult"  # what a case has when nobody chose a category: it teaches nothing
TAUGHT_FROM = 200  # closed cases of the city from which they are learnt from as well
MOST = 2000  # newest of them
LEAST = 4  # characters before a suggestion is made


@lru_cache(maxsize=1)
def classifier(on):
    """The classifier of a day: the labelled texts, and the city's newest closed cases when there are enough.

    Of those only counts of characters are kept, in the memory of the process. Cases of every street teach it: no text
    can be read back from what it suggests.
    """
    closed = Feedback.objects.filter(closed_at__isnull=False).exclude(category=LEFT_ALONE)
    own = list(closed.order_by("-received_at").values_list("category", "text")[:MOST])
    return Classifier(labelled() + own if len(own) >= TAUGHT_FROM else labelled())


def suggested(text, on):
    """The codes of the likeliest categories; none before there is something to read."""
    return classifier(on).ranked(text)[:SUGGESTED] if len(plain(text)) >= LEAST else []
