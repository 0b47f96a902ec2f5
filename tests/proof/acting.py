"""Every act that changes a case, found in the code itself, and which of them were really played.

An act is a public function of `casework.acts`, whoever calls it (a page, a message, a timer), and in the public zone
what moves a case or the mandate that it is filed under. Nobody lists them, so nobody forgets a new one.
"""

import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import CodeType, ModuleType
from typing import Any
from unittest.mock import patch

from shenpi.apps.applications import acts as public
from shenpi.apps.casework import acts
from shenpi.apps.casework.unit import Unit
from shenpi.apps.payments import acts as payments

Act = Callable[..., Any]
PARTS = {
    "begin_decision_clock",
    "begin_check",
    "complete",
    "end_certificate",
    "opened",
    "return_filing",
    "guard_close",
}
"""What acts share: part of one, under its lock, and no act by itself."""
READS = {"faults_of", "unscanned", "leads", "fits", "allowed"}
DRAFTS = {
    *("attach", "detach", "discard", "save_section", "start_answer", "start_bundle", "start_draft"),
    *("undertake", "sign_up", "declaration_rejected", "objection"),
}
"""What is only written down before it is sent, and what is asked of an application: no case knows of it."""


def _functions(module: ModuleType) -> Iterator[tuple[str, Act]]:
    for name, found in vars(module).items():
        if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_"):
            yield name, found


def _inside() -> dict[str, Act]:
    modules = [import_module(f"{acts.__name__}.{each.name}") for each in pkgutil.iter_modules(acts.__path__)]
    found = {name: act for module in modules for name, act in _functions(module)}
    return {name: act for name, act in found.items() if name not in PARTS | READS}


def _outside() -> dict[str, Act]:
    filed = {f"public.{name}": getattr(public, name) for name in public.__all__ if name not in DRAFTS}
    return {name: act for name, act in filed.items() if inspect.isfunction(act)}


ACTS: dict[str, Act] = _inside() | _outside() | {"payments.settle": payments.settle}
_CODES: dict[CodeType, str] = {inspect.unwrap(act).__code__: name for name, act in ACTS.items()}


@contextmanager
def recorded() -> Iterator[set[str]]:
    """Gather the acts that write into a ledger inside the block, by whatever way they came to be called."""
    played: set[str] = set()
    record = Unit.record

    def noting(unit: Unit, *told: Any) -> None:
        record(unit, *told)
        frame = sys._getframe(1)
        while frame is not None:
            if name := _CODES.get(frame.f_code):
                played.add(name)
            frame = frame.f_back

    with patch.object(Unit, "record", noting):
        yield played
