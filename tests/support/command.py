"""The command `shenpi` in a process and an environment of its own, as on a machine that knows nothing of tests."""

import os
import subprocess
import sys
from pathlib import Path

SHENPI = Path(sys.executable).with_name("shenpi")
PATIENCE = 180  # seconds: a busy machine is slow, not wrong


def environment(data: Path, **extra: str) -> dict[str, str]:
    """Return this process's environment without its Shenpi and Django settings, over the data directory `data`."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("SHENPI_", "DJANGO_"))}
    return {**plain, "SHENPI_DATA_DIR": str(data), **extra}


def shenpi(data: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end and return its code and what it printed; `extra` goes into its environment."""
    return subprocess.run(
        [SHENPI, *arguments],
        env=environment(data, **extra),
        cwd=data,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
