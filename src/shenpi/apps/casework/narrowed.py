"""What a work list is narrowed to, as conditions on a row `task` and its case's index `card`."""

from dataclasses import dataclass

from shenpi.apps import gram_index, grams, rows
from shenpi.apps.casework.models import IndexCard
from shenpi.apps.gram_index import Condition

_OF_ITEM = """card.item_version_id IN (SELECT version.id FROM catalogue_itemversion version
  JOIN catalogue_item item ON item.id = version.item_id WHERE {item})"""
_OF_AGENCY = "card.agency_id IN (SELECT agency.id FROM organisation_agency agency WHERE agency.code = %s)"


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed to: an item, an agency (their codes), and words."""

    item: str = ""
    agency: str = ""
    words: str = ""

    def ways(self) -> list[list[Condition]]:
        """Return the filters, for each way in which a task may be found: one, or three by words, each with its index.

        Words are looked for in number, step, item and applicant; two signs suffice.
        """
        always: list[Condition] = []
        if self.item:
            always.append((_OF_ITEM.format(item="item.code = %s"), [self.item]))
        if self.agency:
            always.append((_OF_AGENCY, [self.agency]))
        if not self.words:
            return [always]
        compact = self.words.replace("-", "").replace(" ", "")
        if compact.isascii() and compact.isdigit():
            return [[*always, ("card.number LIKE %s", [f"{compact}%"])]]
        step, applicant, (item, params) = (
            _within(column, self.words) for column in ("task.name", "card.applicant", "item.name")
        )
        by_applicant = [applicant]
        if grams.phrases(self.words):
            by_applicant.append(gram_index.holds("card", IndexCard._meta.db_table, "grams", self.words))
        return [[*always, step], [*always, *by_applicant], [*always, (_OF_ITEM.format(item=item), params)]]


def _within(column: str, words: str) -> Condition:
    like = "ILIKE" if rows.vendor() == "postgresql" else "LIKE"
    wanted = "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in words)
    return f"{column} {like} %s ESCAPE '\\'", [f"%{wanted}%"]


EVERYTHING = Narrowed()
