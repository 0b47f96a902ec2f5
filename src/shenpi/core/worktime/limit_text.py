"""Reading limits as people and processes write them: `P5WD`, 5个工作日, 二十日, 24小时."""

import re
import unicodedata

_ISO = re.compile(r"P(?:(\d{1,5})(WD|D|W|M|Y)|T(\d{1,5})H)", re.ASCII)
_WORDS = re.compile(
    r"(\d{1,5}|[零〇一二两三四五六七八九十百]{1,5})(?:个)?(工作日|自然日|日|天|周|星期|月|年|小时)内?"
)
_FACTORS = {
    "WD": (1, "working_days"),
    "工作日": (1, "working_days"),
    "D": (1, "calendar_days"),
    "自然日": (1, "calendar_days"),
    "日": (1, "calendar_days"),
    "天": (1, "calendar_days"),
    "W": (7, "calendar_days"),
    "周": (7, "calendar_days"),
    "星期": (7, "calendar_days"),
    "M": (1, "months"),
    "月": (1, "months"),
    "Y": (12, "months"),
    "年": (12, "months"),
    "H": (1, "hours"),
    "小时": (1, "hours"),
}
_SAME_DAY = {"当日", "当天"}
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = re.compile(
    r"(?:([一二两三四五六七八九])百零?)?(?:([一二两三四五六七八九])?(十))?([一二两三四五六七八九])?"
)


def read(text: str) -> tuple[int, str] | None:
    """Return amount and unit (a value of `Unit`), or None when the text is not a limit."""
    if not isinstance(text, str):
        return None
    compact = "".join(unicodedata.normalize("NFKC", text).split())
    if compact in _SAME_DAY:
        return 0, "working_days"
    if found := _ISO.fullmatch(compact.upper()):
        amount, unit = int(found[1] or found[3]), found[2] or "H"
    elif found := _WORDS.fullmatch(compact):
        number, unit = _number(found[1]), found[2]
        if number is None:
            return None
        amount = number
    else:
        return None
    factor, name = _FACTORS[unit]
    return amount * factor, name


def _number(text: str) -> int | None:
    """Read 0 to 999 in digits or in Chinese: 20, 二十, 一百二十, 两."""
    if text.isdecimal():
        return int(text)
    if text in {"零", "〇"}:
        return 0
    found = _TENS.fullmatch(text)
    if found is None:
        return None
    hundreds, tens, ten, ones = found.groups()
    return _DIGITS.get(hundreds, 0) * 100 + (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
