"""Masking of personal data on pages and in public notices; the full value is shown on demand and recorded."""

STAR = "*"


def mask_name(name: str) -> str:
    """Return 张*, 张*丰, 欧**娜: the first and, from three characters on, the last remain."""
    name = name.strip()
    if len(name) <= 1:
        return STAR * len(name)
    return name[0] + STAR * (len(name) - 1) if len(name) == 2 else name[0] + STAR * (len(name) - 2) + name[-1]


def mask_citizen_number(number: str) -> str:
    """Return 511602********123X: region and the last four remain, the birth date does not."""
    return _middle(number.strip(), 6, 4)


def mask_number(number: str) -> str:
    """Return 511************3X of a citizen number, credit code or account: the first three and last two remain."""
    return _middle(number.strip(), 3, 2)


def mask_phone(number: str) -> str:
    """Return 138****5678: the first three and last four remain."""
    return _middle(number.strip(), 3, 4)


def _middle(text: str, head: int, tail: int) -> str:
    """Hide the middle; a text too short to keep four characters hidden is hidden whole."""
    hidden = len(text) - head - tail
    return text[:head] + STAR * hidden + text[-tail:] if hidden >= 4 else STAR * len(text)
