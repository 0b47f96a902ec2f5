"""What the contracts answer when a message is not one of theirs."""


class ContractBroken(Exception):
    """A message that does not keep the contract; `path` says where in the message."""

    def __init__(self, path: str, zh: str, en: str) -> None:
        super().__init__(f"{path}: {en}" if path else en)
        self.code = "contracts.broken"
        self.path = path
        self.zh = f"{path}：{zh}" if path else zh
        self.en = f"{path}: {en}" if path else en
