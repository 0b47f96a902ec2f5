"""What a work list is narrowed to, as conditions on a row `task` and its case's index `card`."""

from dataclasses import dataclass

from shenpi.apps import rows

Condition = tuple[str, list[object]]
"""SQL with its parameters."""

_OF_ITEM = """card.item_version_id IN (SELECT version.id FROM catalogue_itemversion version
  JOIN catalogue_item item ON item.id = version.item_id WHERE {item})"""
_OF_AGENCY = "card.agency_id IN (SELECT agency.id FROM organisation_agency agency WHERE agency.code = %s)"


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed to: an item, an agency (their codes), and words."""

    item: str = ""
    agency: str = ""
    words: str = ""

    def conditions(self) -> list[Condition]:
        """Return the filters; words are looked for in number, item, applicant and step, two signs suffice."""
        found: list[Condition] = []
        if self.item:
            found.append((_OF_ITEM.format(item="item.code = %s"), [self.item]))
        if self.agency:
            found.append((_OF_AGENCY, [self.agency]))
        compact = self.words.replace("-", "").replace(" ", "")
        if compact.isascii() and compact.isdigit():
            found.append(("card.number LIKE %s", [f"{compact}%"]))
        elif self.words:
            found.append(self._words())
        return found

    def _words(self) -> Condition:
        like = "ILIKE" if rows.vendor() == "postgresql" else "LIKE"
        wanted = "%" + "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in self.words) + "%"
        there = [f"{column} {like} %s ESCAPE '\\'" for column in ("task.name", "card.applicant", "item.name")]
        return f"{there[0]} OR {there[1]} OR {_OF_ITEM.format(item=there[2])}", [wanted] * 3


EVERYTHING = Narrowed()
