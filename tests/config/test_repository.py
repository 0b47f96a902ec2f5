"""The repository keeps its own promises: nothing of a machine in it, and its lists are complete."""

import json
import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
PINNED = ["uv", "base", "dev", "bench"]


def text(path: str) -> str:
    return (REPOSITORY / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PINNED)
def test_requirements_are_pinned_with_hashes_and_without_hosts(name: str) -> None:
    pins = text(f"requirements/{name}.txt")
    entries = re.split(r"\n(?=\S)", "\n" + pins)
    packages = [entry for entry in entries if entry.strip() and not entry.lstrip().startswith("#")]
    assert packages
    for entry in packages:
        assert re.match(r"\s*[\w.-]+(\[[\w,]+\])?==[\w.]+", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in pins
    assert "--index" not in pins


def test_npm_lock_names_no_host() -> None:
    packages = json.loads(text("package-lock.json"))["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert installed
    assert all("resolved" not in entry and entry["integrity"] for entry in installed.values())


def test_every_dependency_has_its_reason() -> None:
    reasons = text("docs/dependencies.md").lower()
    asked = {
        re.split(r"[\[=<>~! ]", line)[0].lower()
        for name in PINNED
        for line in text(f"requirements/{name}.in").splitlines()
        if line and not line.startswith(("#", "-"))
    }
    package = json.loads(text("package.json"))
    asked |= set(package["dependencies"]) | set(package["devDependencies"])
    types = {name for name in asked if name.startswith("types-")}  # explained together
    assert {name for name in asked - types if name not in reasons} == set()


def test_every_setting_is_described() -> None:
    read = set(re.findall(r'"(SHENPI_[A-Z_]+)"', text("src/shenpi/config/environment.py")))
    described = set(re.findall(r"`(SHENPI_[A-Z_]+)`", text("docs/settings.md")))
    assert read
    assert read <= described


def test_sites_read_through_queries() -> None:
    """No page asks a table itself; only the demonstration looks everywhere (docs/architecture.md)."""
    sites = REPOSITORY / "src" / "shenpi" / "sites"
    asking = [
        path.relative_to(sites).as_posix()
        for path in sites.rglob("*.py")
        if ".objects" in path.read_text(encoding="utf-8")
    ]
    assert [path for path in asking if not path.startswith("demo/")] == []


def test_every_decision_is_listed() -> None:
    records = {path.name for path in (REPOSITORY / "docs" / "adr").glob("[0-9]*.md")}
    assert records == set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", text("docs/adr/README.md")))


def test_relative_links_in_the_documentation_lead_somewhere() -> None:
    pages = [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(REPOSITORY)} → {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_law_rule_by_rule_names_what_exists() -> None:
    """Every module and every test of docs/law.md; who renames one mends the page."""
    page = text("docs/law.md")
    tests = re.findall(r"`([\w/]+\.py)::(\w+)`", page)
    modules = [name for name in re.findall(r"`([\w/]+\.(?:py|typ|bpmn))`", page) if "/" in name]
    assert len(tests) > 90, "a page that names little shows little"
    assert [f"{file}::{name}" for file, name in tests if f"def {name}(" not in text(f"tests/{file}")] == []
    places = [REPOSITORY / "src/shenpi", REPOSITORY / "src/shenpi/apps"]
    assert [name for name in modules if not any((place / name).is_file() for place in places)] == []
    rows = [line for line in page.splitlines() if line.startswith("|") and "---" not in line]
    assert [row for row in rows if "`" not in row and "—" not in row and "kept in" not in row] == []


def test_nothing_tracked_was_made_by_a_machine_or_names_one() -> None:
    """No bundles, compiled catalogues or databases; no absolute path of somebody's home."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    files = [name for name in listed.stdout.split("\0") if name and (REPOSITORY / name).is_file()]
    made = [
        name
        for name in files
        if re.search(r"\.(mo|pyc|sqlite3|min\.js|map)$|(^|/)(node_modules|build|var)/", name)
    ]
    assert made == []
    home = re.compile(r"(?:^|[\s\"'=(:])/(?:root|home/\w+)/")
    naming = [
        name
        for name in files
        if name.endswith((".py", ".md", ".toml", ".mjs", ".js", ".sh", ".json", ".txt", ".yaml", "Makefile"))
        and home.search(text(name))
    ]
    assert naming == []
