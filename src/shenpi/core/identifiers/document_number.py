"""文号: 机关简称+性质+〔年〕+序号+号 (GB/T 9704-2012 §7.2.5; the seed's document numbers)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from shenpi.core.identifiers.errors import IdentifierError

_WRITTEN = re.compile(
    r"(?P<prefix>[^\[\]()\d]+)[\[(](?P<year>\d{4})(?:年)?[\])]第?0*(?P<serial>[1-9]\d*)号?", re.ASCII
)
_BRACKETS = str.maketrans("〔〕【】［］（）﹝﹞", "[][][]()[]")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number such as 广安区自然资许准决〔2026〕12号: the agency's short name, the document's nature, year, serial.

    The serial has no leading zeros and no 第 (GB/T 9704-2012 §7.2.5).
    """

    agency: str
    nature: str
    year: int
    serial: int

    def __post_init__(self) -> None:
        if not self.agency + self.nature or not 1949 <= self.year <= 9999 or self.serial < 1:
            raise _wrong(str(self))

    @classmethod
    def parse(cls, text: str, natures: Iterable[str] = ()) -> "DocumentNumber":
        """Read a number as typed: any kind of bracket, spaces, 第, leading zeros, with or without 号.

        `natures` are those in use; the longest that ends the words before the year is the nature, else all of them
        are the agency's name. Raises IdentifierError.
        """
        compact = "".join(unicodedata.normalize("NFKC", text.translate(_BRACKETS)).split())
        found = _WRITTEN.fullmatch(compact)
        if found is None:
            raise _wrong(text)
        prefix = found["prefix"]
        nature = max((each for each in natures if prefix.endswith(each)), key=len, default="")
        return cls(prefix.removesuffix(nature), nature, int(found["year"]), int(found["serial"]))

    def __str__(self) -> str:
        return f"{self.agency}{self.nature}〔{self.year}〕{self.serial}号"


def _wrong(text: str) -> IdentifierError:
    return IdentifierError(
        "document_number_form",
        f"文号“{text}”格式不对，应如“广安区自然资许准决〔2026〕12号”。请对照文书重新填写。",
        f"{text!r} is no document number; one reads 广安区自然资许准决〔2026〕12号. Compare it with the document.",
    )
