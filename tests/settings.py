"""Django's settings for the tests: the product's own, over a temporary data directory.

`SHENPI_TEST_DATABASE=postgresql` runs the suite on a PostgreSQL server started for it; SQLite otherwise.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.support import postgres

_worker = os.environ.get("PYTEST_XDIST_WORKER")
if _worker:  # beside the other workers, inside the folder that the controlling process made and removes
    _data = Path(os.environ["SHENPI_DATA_DIR"]) / _worker
else:
    _data = Path(tempfile.mkdtemp(prefix="shenpi-test-", dir="/tmp"))
    atexit.register(shutil.rmtree, _data, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("SHENPI_") and "_TEST_" not in name]:
    if _name != "SHENPI_SHARED_DATA":  # a developer's own environment must not reach the tests
        del os.environ[_name]
os.environ["SHENPI_DATA_DIR"] = str(_data)
os.environ["SHENPI_MODE"] = "demonstration"
if os.environ.get("SHENPI_TEST_DATABASE", "sqlite") == "postgresql":
    # A server for each worker: transactions of another worker's database would hold up readers of the ledger.
    os.environ["SHENPI_DATABASE_URL"] = f"{postgres.server()}/postgres"

from shenpi.config.settings import *  # noqa: E402, F403
from shenpi.config.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and subprocesses see it, under the locking that the product meets.
    DATABASES["default"]["TEST"] = {"NAME": str(_data / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
DATABASES["default"]["CONN_MAX_AGE"] = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # argon2 is slow on purpose
