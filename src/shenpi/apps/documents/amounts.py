"""Amounts of money in capital numerals (大写金额), as financial papers write them (支付结算办法, annex 1)."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_MOST = Decimal(10) ** 12


def capital(amount: Decimal) -> str:
    """Return an amount in yuan in capitals, e.g. 1200.50 → 人民币壹仟贰佰元伍角整.

    Rounds to the fen. Raises ValueError below zero or from a trillion (10**12) on.
    """
    if not 0 <= amount < _MOST:
        raise ValueError(f"no amount to write out: {amount}")
    fen = int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))
    yuan, jiao, fen = fen // 100, fen // 10 % 10, fen % 10
    words = f"{_integer(yuan)}元" if yuan or not (jiao or fen) else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif fen and yuan:
        words += "零"
    words += f"{_DIGITS[fen]}分" if fen else "整"
    return f"人民币{words}"


def _integer(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    words = ""
    gap = False
    for position in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**position % 10
        if digit:
            words += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _PLACES[position % 4]
            gap = False
        else:
            gap = bool(words)
        if position % 4 == 0 and number // 10**position % 10**4:
            words += _GROUPS[position // 4]
    return words
