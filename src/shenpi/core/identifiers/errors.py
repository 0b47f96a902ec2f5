"""The typed error of `core.identifiers`: a code for programs, one sentence each in Chinese and English."""


class IdentifierError(ValueError):
    """A number or code that is not what it should be; the sentences say what is wrong and what to do."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(code, zh, en)
        self.code = code
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return f"{self.code}: {self.en}"
