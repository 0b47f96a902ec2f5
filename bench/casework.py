"""The reference flow through the acts, beside the bare-SQL floor and what a user would pick instead.

    .venv/bin/python bench/casework.py --cases 200 [--rounds 3] [--databases sqlite,postgresql]
        [--peers floor,spiff,fsm2,viewflow]

Drives n cases of 13 or 15 steps (processes/reference.bpmn; on average 14) with 50 in flight, branches in random
order; each step looks the case's open tasks up and does one act: rights, ledger, opinions, clocks and document
records included, no HTTP. The peers are the adapters in $SHENPI_PEERS (default ../shared/peers), run in the same
session on the same databases; an engine whose package is missing is left out and named. With several rounds the
engines take turns on fresh databases, so that a slow minute of the machine meets all of them, and each shows its
round of median speed. Prints a table and writes JSON to build/bench/casework.json. Figures compare only within one
run; "stolen" is the share of the processors that the host of a virtual machine gave to others meanwhile.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = Path(os.environ.get("SHENPI_PEERS", ROOT.parent / "shared" / "peers"))
OWN = "shenpi"
_STEAL = 7


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--peers", default="floor,spiff,fsm2,viewflow")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        from casework_drive import measure

        print(json.dumps(measure(arguments.one, arguments.cases)))
        return
    cases = str(arguments.cases)
    options = {
        OWN: [__file__, "--one", "{url}", "--cases", cases],
        "": [str(PEERS / "bench.py"), "--engine", "{engine}", "--db", "{url}", "--n", cases],
    }
    engines = [OWN, *filter(None, arguments.peers.split(","))]
    databases = arguments.databases.split(",")
    rounds = [
        [result for database in databases for result in on(database, engines, options)]
        for _round in range(arguments.rounds)
    ]
    results = [_median(runs) for runs in zip(*rounds, strict=True)]
    show(results)
    write("casework", results)


def _median(runs: tuple[dict, ...]) -> dict:
    """Return the run of median speed, with the speeds of all."""
    done = sorted((run for run in runs if "failed" not in run), key=lambda run: run["cases_per_s"])
    if not done:
        return runs[0]
    return done[(len(done) - 1) // 2] | {"rounds": [run.get("cases_per_s") for run in runs]}


def write(name: str, results: list[dict]) -> None:
    """Keep the results as JSON and say where."""
    target = ROOT / "build" / "bench" / f"{name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(results, indent=2, ensure_ascii=False))
    print(f"\n{target.relative_to(ROOT)}")


def on(database: str, engines: list[str], options: dict[str, list[str]]) -> list[dict]:
    """Run every engine on a fresh database of one kind.

    `options` are an engine's arguments, those of "" for the peers; {url} and {engine} are filled in.
    """
    sys.path.insert(0, str(ROOT))
    results = []
    with tempfile.TemporaryDirectory(prefix="shenpi-bench-", dir="/tmp") as folder:
        server = ""
        if database == "postgresql":
            from tests.support import postgres

            server = postgres.start(durable=True)
        for engine in engines:
            url = _fresh(server, engine) if server else f"sqlite:///{folder}/{engine}.sqlite3"
            os.sync()  # what was written before, a new server's files above all, is nobody's commit to wait for
            command = [each.format(url=url, engine=engine) for each in options.get(engine, options[""])]
            results.append(_run(engine, url, command) | {"database": database, "engine": engine})
    return results


def _fresh(server: str, engine: str) -> str:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "bench_{engine}"')
    return f"{server}/bench_{engine}"


def _run(engine: str, url: str, command: list[str]) -> dict:
    with tempfile.TemporaryDirectory(prefix="shenpi-bench-", dir="/tmp") as data:
        own = {"SHENPI_DATABASE_URL": url, "SHENPI_DATA_DIR": data} if engine == OWN else {}
        before = _processors()
        result = _json([sys.executable, *command], {**os.environ, **own})
        spent = [after - then for then, after in zip(before, _processors(), strict=True)]
        return result | {"stolen_percent": round(100 * spent[_STEAL] / max(1, sum(spent)), 1)}


def _processors() -> list[int]:
    """Return the ticks that all processors have spent, by kind (Linux, proc(5))."""
    return [int(ticks) for ticks in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]


def _json(command: list[str], environment: dict[str, str]) -> dict:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1:] or ["no output"]}
    return json.loads(done.stdout.strip().splitlines()[-1])


def show(results: list[dict]) -> None:
    """Print the table, with ratios to SpiffWorkflow and to the floor on the same database."""
    by = {(r["database"], r["engine"]): r for r in results}
    heads = {
        "cases/s": 9,
        "step p50": 10,
        "p95 ms": 8,
        "bytes": 8,
        "stolen %": 10,
        "× spiff": 9,
        "× floor": 9,
    }
    print(f"{'database':<12}{'engine':<10}" + "".join(f"{head:>{width}}" for head, width in heads.items()))
    for result in results:
        if "failed" in result:
            print(f"{result['database']:<12}{result['engine']:<10} left out: {result['failed'][0]}")
            continue
        rate = result["cases_per_s"]
        ratios = [
            f"{rate / peer['cases_per_s']:.2f}" if peer and "cases_per_s" in peer else "-"
            for peer in (by.get((result["database"], "spiff")), by.get((result["database"], "floor")))
        ]
        print(
            f"{result['database']:<12}{result['engine']:<10}{rate:>9.1f}{result['step_p50_ms']:>10.2f}"
            f"{result['step_p95_ms']:>8.2f}{result.get('bytes_per_case') or 0:>8.0f}"
            f"{result['stolen_percent']:>10.1f}{ratios[0]:>9}{ratios[1]:>9}"
        )


if __name__ == "__main__":
    main()
