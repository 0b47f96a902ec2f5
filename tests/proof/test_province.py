"""Township to province (D7-008): a township's node, a county's, a province's; three databases, signed messages."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from shenpi.apps.exchange import keys
from tests.support.machines import Machine, until

ZONES = "internal,supervision"
NAMES = {"town": "511602101", "county": "511602", "province": "51"}


@pytest.mark.long
@pytest.mark.usefixtures("django_db_setup")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="what travels is the same over every database")
def test_a_township_reports_to_its_county_and_the_county_to_the_province(tmp_path: Path) -> None:
    """D1-021 to D1-023: open cases rise to the top as they are, of private ones the month's figures, marked."""
    township, county, province = (
        Machine(tmp_path / name, ZONES, settings={"SHENPI_NODE_NAME": NAMES[name]}) for name in NAMES
    )
    link(township, county)
    link(county, province)
    try:
        province.start()
        county.start()
        there(township, "live('511602101', 3, 2)")
        there(county, "live('511602', 1, 1)")
        until(lambda: not waiting(county, "inbox") + waiting(county, "outbox"), "all leaves the county")
        until(lambda: not waiting(province, "inbox"), "all is taken in by the province")
    finally:
        county.stop()
        province.stop()
    below = {"511602": [2, 0, 2], "511602101": [5, 2, 3]}
    assert there(county, "seen('511602')") == sees(below, events=5)
    assert there(province, "seen('5116')") == sees({"511602": [7, 3, 4]}, events=4)


def sees(rows: dict[str, list[int]], *, events: int) -> dict[str, Any]:
    """Received, of these as figures only, and lights, by division; books that agree, and nothing stuck."""
    return {"rows": rows, "events": events, "differences": [], "stuck": []}


def waiting(machine: Machine, box: str) -> int:
    """Count the messages that wait in a box."""
    rows = machine.rows(f"SELECT count(*) FROM exchange_{box}message WHERE state = 'waiting'")
    return int(str(rows[0][0]))


def link(lower: Machine, upper: Machine) -> None:
    """Let two nodes know each other: the lower reports to the upper."""
    _add(lower, upper, zone="up", above=True)
    _add(upper, lower, zone=lower.folder.name, reports=NAMES[lower.folder.name])


def _add(machine: Machine, other: Machine, **what: Any) -> None:
    path = machine.folder / "peers.json"
    with override_settings(SHENPI_DATA_DIR=other.folder):
        key = keys.own_public_key()
    entry = {"serves": [], "url": f"{other.url}/api", "key": key, **what}
    path.write_text(json.dumps([*json.loads(path.read_text()), entry]))


def there(machine: Machine, call: str) -> Any:
    """Call a function of `tests.proof.nodes` in a process on the machine."""
    return machine.python(f"from tests.proof import nodes; answer = nodes.{call}")
