"""Thousands of random processes: the reduced answer against a full search (prints what was compared).

.venv/bin/python bench/verify_differential.py [EXAMPLES] [SEED]     # 2000 of each sort: some minutes
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from shenpi.core.process import BpmnRefused, compile_net, read_bpmn
from tests.core.process.blocks import blocks, drawn
from tests.core.process.verification.faulty import collaborations, graphs, mutated
from tests.core.process.verification.test_against_full_search import compare

SORTS = {
    "graphs": graphs(),
    "collaborations": collaborations(),
    "changed blocks": mutated(blocks()),
    "sound blocks": blocks().map(lambda block: drawn(block)[0]),
}


def outcome(data: bytes) -> str:
    """How the comparison went; raises AssertionError where the two disagree."""
    try:
        net = compile_net(read_bpmn(data))
    except BpmnRefused:
        return "refused"
    return "agreed" if compare(net, limit=2_000) else "too large for full search"


def asked(models: SearchStrategy[bytes], examples: int, number: int) -> Counter[str]:
    """So many models of a sort, by outcome."""
    found: Counter[str] = Counter()

    def ask(data: bytes) -> None:
        found[outcome(data)] += 1

    quietly = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    seed(number)(quietly(given(models)(ask)))()
    return found


def main(examples: int = 2000, number: int = 1) -> None:
    for sort, models in SORTS.items():
        print(f"{sort}: {dict(asked(models, examples, number))}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
