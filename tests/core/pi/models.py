"""The recorded models of the shared data, and short cuts to compare terms."""

from pathlib import Path

from shenpi.core.pi import Definitions, Dialect, parse, parse_process
from shenpi.core.pi.equivalence import Comparison, Relation, compare, compare_definitions

PAIRS = {
    "bisimilar": (
        *("jev-a1", "jev-a2", "jev-a3", "jev-a4", "jev-finp2-1", "jev-gc-2", "jev-gc-3", "jev-non-det"),
        *("jev-sangiorgi-fig-1-7", "jev-sangiorgi-open-bisim", "jev-vk-fin-st3", "jev-wc-1", "milner-3-7"),
        *("milner-5-14", "sangiorgi-book-p65", "sangiorgi-ex-1-4-11", "sangiorgi-fig-1-6"),
    ),
    "weak-bisimilar": (
        *("buffer-2x1", "buffer-3", "cleav-abp-jp", "cleav-turner-choice", "milner-6-14-2-weak"),
        *("milner-cycler-02", "milner-cycler-03", "milner-cycler-04", "mwb-bool-not"),
    ),
    "not-bisimilar": (
        *("buffer-2x1-deadlock", "cleav-abp-bv", "jev-diff-names-1", "jev-ne-1", "jev-non-det-2"),
        *("jev-tau-1", "jev-tau-2", "jev-vk-fin-st2", "milner-3-10", "milner-6-12-1"),
    ),
}


def read(path: Path) -> Definitions:
    return parse(path.read_text("utf-8"))


def files(shared_data: Path, verdict: str, pair: str) -> tuple[Path, Path]:
    folder = shared_data / "models" / "pi-pairs" / verdict
    joint = "-" if pair == "sangiorgi-fig-1-6" else "."
    return folder / f"{pair}{joint}1.pi", folder / f"{pair}{joint}2.pi"


def compared(left: Path, right: Path, relation: Relation) -> Comparison:
    return compare_definitions(read(left), read(right), relation)


def related(left: str, right: str, relation: Relation, agents: str = "", **options: object) -> bool | None:
    """The verdict on two terms of the Workbench's syntax, over agents defined in a text."""
    definitions = parse(agents, Dialect.WORKBENCH)
    ends = parse_process(left), parse_process(right)
    return compare(definitions, *ends, relation, **options).equivalent  # type: ignore[arg-type]
