"""What is wrong with an identifier, in words for the person who typed it."""


class BadIdentifier(ValueError):
    """An identifier that cannot be right; `zh` and `en` say what to check."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(f"{code}: {en}")
        self.code = code
        self.zh = zh
        self.en = en
