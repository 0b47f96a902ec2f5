"""Personal data as it is shown by default: enough to recognise, not enough to use."""


def mask_name(name: str) -> str:
    """Mask a natural person's name: 张三 → 张*, 欧阳小明 → 欧**明."""
    if len(name) <= 1:
        return name
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_number(number: str) -> str:
    """Mask a citizen number, credit code or account: the first three and the last two characters stay."""
    return number if len(number) <= 5 else number[:3] + "*" * (len(number) - 5) + number[-2:]


def mask_phone(phone: str) -> str:
    """Mask a telephone number: 13812345678 → 138****5678."""
    return phone[:3] + "****" + phone[-4:] if len(phone) >= 8 else "*" * len(phone)
