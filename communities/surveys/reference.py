"""The catalogue of renovation items and the questions of a survey, as the product ships them."""

import csv
from pathlib import Path

from communities.surveys.models import CatalogueItem, ItemClass, SurveyQuestion
from core.reference import reference

DATA = Path(__file__).parents[1] / "data"


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@reference
def catalogue():
    ItemClass.objects.bulk_create([ItemClass(**row) for row in rows("item_classes.csv")], ignore_conflicts=True)
    items = [
        CatalogueItem(**row | {"is_functional": yes(row, "is_functional"), "applies": yes(row, "applies")})
        for row in rows("catalogue_items.csv")
    ]
    CatalogueItem.objects.bulk_create(items, ignore_conflicts=True)


@reference
def questions():
    """Options stand in one cell: value:label;value:label."""
    made = [
        SurveyQuestion(
            **row
            | {
                "required": yes(row, "required"),
                "options": [option.split(":") for option in row["options"].split(";") if option],
                "item_id": row["item_id"] or None,
            }
        )
        for row in rows("survey_questions.csv")
    ]
    SurveyQuestion.objects.bulk_create(made, ignore_conflicts=True)


def yes(row, name):
    return row[name] == "True"
