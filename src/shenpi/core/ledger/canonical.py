"""One byte sequence for one value: canonical JSON after RFC 8785 (JCS), for the values a ledger may hold.

A ledger holds text, whole numbers, truth values, nothing, lists and objects. Floating-point numbers are
refused: amounts are text ("1200.00") and durations whole numbers, so no reader can round them. Under these
restrictions the standard library writes exactly what RFC 8785 asks for (the tests prove it against an
independent implementation), several times faster than a general canonicaliser.
"""

import json

_LARGEST = 2**53 - 1  # beyond it, readers that keep numbers as IEEE doubles (RFC 8785, 3.2.2.3) lose digits


class NotCanonical(ValueError):
    """A value that has no place in the ledger; `path` says where it stands."""

    def __init__(self, path: str, zh: str, en: str) -> None:
        super().__init__(f"{path}: {en}")
        self.code = "ledger.not_canonical"
        self.path = path
        self.zh = f"{path}：{zh}"
        self.en = f"{path}: {en}"


def canonical(value: object) -> bytes:
    """Return the canonical JSON of `value` in UTF-8. Raises NotCanonical for what a ledger may not hold."""
    if not _plain(value):
        _check(value, "$")
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if r"\u0000" in text:  # or an innocent backslash before "u0000": the check tells them apart
        _check(value, "$")
    try:
        return text.encode()
    except UnicodeEncodeError:
        _check(value, "$")
        raise


def _plain(value: object) -> bool:
    """Say quickly that a value's types and keys are right; what it doubts, `_check` decides and explains."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return -_LARGEST <= value <= _LARGEST  # type: ignore[operator]
    if kind is dict:
        return all(
            type(key) is str and key.isascii() and (type(inner) is str or _plain(inner))
            for key, inner in value.items()  # type: ignore[attr-defined]
        )
    return (kind is list or kind is tuple) and all(map(_plain, value))  # type: ignore[call-overload]


def _check(value: object, path: str) -> None:
    if value is None or value is True or value is False:
        return
    kind = type(value)
    if kind is str:
        _check_text(value, path)  # type: ignore[arg-type]
    elif kind is int:
        if not -_LARGEST <= value <= _LARGEST:  # type: ignore[operator]
            raise NotCanonical(
                path, "整数超出可精确交换的范围，请改用文字", "integer too large: give it as text"
            )
    elif kind is dict:
        for key, inner in value.items():  # type: ignore[attr-defined]
            _check_key(key, path)
            _check(inner, f"{path}.{key}")
    elif kind is list or kind is tuple:
        for index, inner in enumerate(value):  # type: ignore[arg-type]
            _check(inner, f"{path}[{index}]")
    else:
        name = kind.__name__
        raise NotCanonical(path, f"账本不接受 {name} 类型的值", f"a ledger holds no {name}")


def _check_text(text: str, path: str) -> None:
    # PostgreSQL stores no NUL; lone surrogates have no UTF-8.
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise NotCanonical(path, "文字含有不成对的代理字符", "text holds a lone surrogate")
    if "\x00" in text:
        raise NotCanonical(path, "文字含有空字符", "text holds a NUL character")


def _check_key(key: object, path: str) -> None:
    # RFC 8785 sorts keys by UTF-16 units, Python by code points: the two agree inside the basic plane only.
    if type(key) is not str:
        raise NotCanonical(path, "对象的键必须是文字", "an object's keys must be text")
    _check_text(key, path)
    if not key.isascii() and max(key) > "\uffff":
        raise NotCanonical(path, "对象的键含有基本平面以外的字符", "a key holds a character beyond U+FFFF")
