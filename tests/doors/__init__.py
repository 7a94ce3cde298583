"""Doors of the subjects, a module each: `DOORS` (rows as in tests.test_matrix) and, where a subject has records of its
own, `furnish(end, community, person)`: make one of each at a community and return {name + end: key}."""

import pkgutil
from importlib import import_module

SUBJECTS = [import_module(f"tests.doors.{found.name}") for found in pkgutil.iter_modules(__path__)]
DOORS = [row for subject in SUBJECTS for row in subject.DOORS]


def furnish(end, community, person):
    made = {}
    for subject in SUBJECTS:
        if hasattr(subject, "furnish"):
            made |= subject.furnish(end, community, person)
    return made


# {(method, door, *names of its data where they matter): (operator, contractor)} where a firm gets something else than
# an outsider.
FIRMS = {}
for subject in SUBJECTS:
    FIRMS |= getattr(subject, "FIRMS", {})
