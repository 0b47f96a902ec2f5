"""Weak bisimilarity of textbook systems, beside the recorded numbers (prints a table).

.venv/bin/python bench/pi.py              # about a minute; JSON in build/bench/pi.json

Each case is decided once in a process of its own, as `shenpi pi compare` would. CPU time is that process's
own, so it holds on a busy machine too. The alternating-bit pairs are read from the shared data where present.
"""

import json
import multiprocessing
import os
import platform
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from shenpi.core.pi import Definitions, parse
from shenpi.core.pi.equivalence import Relation, compare_definitions
from tests.core.pi import families

PAIRS = Path(os.environ.get("SHENPI_SHARED_DATA", ROOT.parent / "shared" / "data")) / "models" / "pi-pairs"
RECORDED = {
    "scheduler 4": "3.7 s",
    "scheduler 5": "50 s",
    "alternating bit": "24 s",
    "handover": "45 s, 36 MB (Mobility Workbench, 2002)",
}
"""Wall seconds in the tools that existed, one machine, one run: the notes this was built on."""

Case = tuple[Callable[[], tuple[Definitions, Definitions]], Relation, bool]


def texts(left: str, right: str) -> Callable[[], tuple[Definitions, Definitions]]:
    """A case from two texts; the agent defined last is compared."""
    return lambda: (parse(left), parse(right))


def pair(folder: str, name: str) -> Callable[[], tuple[Definitions, Definitions]]:
    """A case from the recorded pairs."""
    return lambda: (
        parse((PAIRS / folder / f"{name}.1.pi").read_text("utf-8")),
        parse((PAIRS / folder / f"{name}.2.pi").read_text("utf-8")),
    )


def cases() -> dict[str, Case]:
    """Every case by name, with the verdict it must give."""
    found: dict[str, Case] = {}
    for cells in range(2, 8):
        system = texts(families.scheduler(cells), families.schedule(cells))
        found[f"scheduler {cells}"] = (system, Relation.WEAK_EARLY, True)
    if PAIRS.is_dir():
        found["alternating bit"] = (pair("weak-bisimilar", "cleav-abp-jp"), Relation.WEAK_EARLY, True)
        found["alternating bit, open"] = (pair("weak-bisimilar", "cleav-abp-jp"), Relation.WEAK_OPEN, True)
        found["alternating bit, broken"] = (pair("not-bisimilar", "cleav-abp-bv"), Relation.WEAK_EARLY, False)
    handover = texts(families.handover(), families.buffer_of_three())
    found["handover"] = (handover, Relation.WEAK_EARLY, True)
    for branches in (10, 20, 50):
        family = texts(families.branches(branches), "agent Spec = go.'done.0")
        found[f"branches {branches}"] = (family, Relation.WEAK_EARLY, True)
    return found


def measured(name: str) -> dict[str, object]:
    """One case, decided in this process. Raises AssertionError for a wrong verdict."""
    make, relation, verdict = cases()[name]
    cpu, clock = time.process_time(), time.perf_counter()
    left, right = make()
    answer = compare_definitions(left, right, relation)
    if answer.equivalent is not verdict:
        raise AssertionError(f"{name}: {answer.equivalent}")
    return {
        "case": name,
        "relation": relation.value,
        "equivalent": answer.equivalent,
        "states": answer.states,
        "cpu_s": round(time.process_time() - cpu, 3),
        "wall_s": round(time.perf_counter() - clock, 3),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "recorded": RECORDED.get(name, ""),
    }


def main() -> None:
    """Measure and print."""
    rows = []
    print(f"{'case':<26}{'equivalent':<12}{'states':>8}{'CPU s':>9}{'wall s':>9}{'MB':>6}  recorded")
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for row in pool.imap(measured, cases()):
            rows.append(row)
            print(
                f"{row['case']:<26}{row['equivalent']!s:<12}{row['states']:>8}{row['cpu_s']:>9}"
                f"{row['wall_s']:>9}{row['memory_mb']:>6}  {row['recorded']}",
                flush=True,
            )
    out = ROOT / "build" / "bench" / "pi.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()
    out.write_text(
        json.dumps({"python": platform.python_version(), "load": load, "rows": rows}, indent=1), "utf-8"
    )
    print(f"load average {load[0]:.1f}; {out.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
