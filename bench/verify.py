"""The family AND split, N branches of three tasks, AND join: sound, and broken in three ways (prints a table).

.venv/bin/python bench/verify.py          # N = 5 … 500, about half a minute; JSON in build/bench/verify.json

All four classical properties and every counter-example, by `verify` on the compiled net; reading the
file is measured beside it. CPU time is the process's own, so it holds on a busy machine too.
"""

import gc
import json
import platform
import statistics
import sys
import time
import tracemalloc
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from shenpi.core.process import compile_net, read_bpmn
from shenpi.core.process.verification import CLASSICAL, Verdict, verify
from tests.core.process.verification.family import FORMS, family

SIZES = (5, 10, 15, 20, 50, 100, 200, 500)
RECORDED = {
    "rust_bpmn_analyzer, full": "0.02 s / 1 027 (5); 7.3 s / 1 048 579 (10); > 20 s from 15",
    "rust_bpmn_analyzer, unsound reduction": "0.01 s (5) … 0.04 s (100)",
    "LoLA 1, CTL soundness": "0.02 s (5); > 20 s from 10",
    "pm4py, Woflan": "> 60 s (5)",
    "SPIN, partial order reduction": "0.15 s (5); 5.4 s (20); > 40 s (50)",
    "mCRL2, state space": "0.11 s (5); 79 s (10)",
    "structural reduction, sketch in Python": "0.13 ms (5); 0.57 ms (20); 2.4 ms (50); 8.8 ms (100)",
}
"""Wall seconds / states, one machine, one run (N): from the notes the verifier was built on."""


def measured(branches: int, form: str) -> dict[str, object]:
    """Best of several runs in milliseconds, and the peak of memory of one."""
    data = family(branches, form)
    begun = time.process_time()
    net = compile_net(read_bpmn(data))
    reading = (time.process_time() - begun) * 1000
    wall, processor = [], []
    for _ in range(5 if branches > 100 else 15):
        gc.collect()
        cpu, clock = time.process_time(), time.perf_counter()
        report = verify(net)
        processor.append((time.process_time() - cpu) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
    tracemalloc.start()
    verify(net)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {
        "branches": branches,
        "form": form,
        "cpu_ms": round(min(processor), 2),
        "cpu_p50_ms": round(statistics.median(processor), 2),
        "wall_ms": round(min(wall), 2),
        "read_ms": round(reading, 1),
        "states": report.states,
        "peak_mib": round(peak / 2**20, 2),
        "violated": [asked for asked in CLASSICAL if report.verdict(asked) is Verdict.VIOLATED],
        "run_steps": max((len(finding.run) for finding in report.findings), default=0),
    }


def main() -> None:
    rows = [measured(branches, form) for form in FORMS for branches in SIZES]
    print("| form | N | cpu ms | wall ms | states | peak MiB | run | violated |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for row in rows:
        print(
            f"| {row['form']} | {row['branches']} | {row['cpu_ms']} | {row['wall_ms']} | {row['states']} "
            f"| {row['peak_mib']} | {row['run_steps']} | {', '.join(row['violated']) or '–'} |"
        )
    print("\nRecorded elsewhere (sound form):")
    for tool, figures in RECORDED.items():
        print(f"- {tool}: {figures}")
    folder = Path("build/bench")
    folder.mkdir(parents=True, exist_ok=True)
    result = {"python": platform.python_version(), "rows": rows, "recorded": RECORDED}
    (folder / "verify.json").write_text(json.dumps(result, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
