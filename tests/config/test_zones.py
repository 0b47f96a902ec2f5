"""A process serves the pages of its zones and no others; the demonstration has a door only in its own mode."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import environment

LIST_ROUTES = """
import json, django
django.setup()
from django.urls import get_resolver
def walk(resolver, prefix=""):
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from walk(entry, path)
        else:
            yield getattr(entry.callback, "__module__", "").removeprefix("shenpi.sites.").split(".")[0], path
print(json.dumps(sorted({module for module, _ in walk(get_resolver())})))
"""


def sites(data: Path, **environ: str) -> set[str]:
    """Return which packages under shenpi.sites have views in a process with this environment."""
    done = subprocess.run(
        [sys.executable, "-c", LIST_ROUTES],
        env=environment(data, DJANGO_SETTINGS_MODULE="shenpi.config.settings", **environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout)) & {"portal", "workbench", "supervise", "demo"}


@pytest.mark.parametrize(
    ("zones", "served"),
    [
        ("public", {"portal"}),
        ("internal", {"workbench"}),
        ("supervision", {"supervise"}),
        ("internal,supervision", {"workbench", "supervise"}),
    ],
)
def test_a_process_serves_its_zones(tmp_path: Path, zones: str, served: set[str]) -> None:
    assert sites(tmp_path, SHENPI_ZONES=zones) == served


def test_all_zones_by_default_without_the_demonstration(tmp_path: Path) -> None:
    assert sites(tmp_path) == {"portal", "workbench", "supervise"}


def test_demonstration_mode_opens_the_door(tmp_path: Path) -> None:
    assert "demo" in sites(tmp_path, SHENPI_MODE="demonstration")
