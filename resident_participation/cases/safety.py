"""Words of danger: whoever says one has at least a 重点 case, whatever was ticked."""

from resident_participation.cases.standards import SafetyWord, Severity


def dangers(text, words=None):
    """The words of danger in a text, in their order."""
    known = SafetyWord.objects.values_list("word", flat=True) if words is None else words
    return [word for word in known if word in text]


def raised(case, words=None):
    """Lift a case that names a danger from 苗头 to 重点. Returns the words found."""
    found = dangers(case.text, words)
    if found and case.severity == Severity.EMERGING:
        case.severity = Severity.KEY
    return found
