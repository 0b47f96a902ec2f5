"""What this package answers when it does not answer: typed errors with a code and two sentences.

The core knows no translation machinery: every message exists in Chinese and in English.
"""


class ProcessError(Exception):
    """Base of all errors of `core.process`; `element_id` is the BPMN element meant, or ''."""

    def __init__(self, element_id: str, code: str, zh: str, en: str) -> None:
        super().__init__(element_id, code, zh, en)
        self.element_id = element_id
        self.code = code
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return f"{self.code} [{self.element_id}]: {self.en}"


class BpmnRefused(ProcessError):
    """The file cannot be read, or says something that has no stated meaning here."""


class BadExpression(ProcessError):
    """A condition that is not in the expression language."""


class RunError(ProcessError):
    """A firing that cannot be carried out; the marking given stays as it was."""


class StepNotOpen(RunError):
    """The step, message or timer is not open in this marking: somebody else acted first."""


class Undecided(RunError):
    """A gateway where no branch's condition holds, or a condition that lacks a value."""


class NoInstances(RunError):
    """A multi-instance activity was reached without a list of offices."""


class NotSafe(RunError):
    """A second token on one flow: two steps could no longer be told apart."""


class EndlessFiring(RunError):
    """The automatic part of the process never comes to rest."""
