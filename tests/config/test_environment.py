"""Settings from the environment: safe defaults at a desk, and no unsafe start in production."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shenpi.config import environment
from shenpi.config.environment import UnsafeSettings


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """An environment that production accepts; each test spoils one thing."""
    tmp_path.chmod(0o750)
    return {
        "SHENPI_MODE": "production",
        "SHENPI_DATA_DIR": str(tmp_path),
        "SHENPI_SECRET_KEY": "k" * 50,
        "SHENPI_ALLOWED_HOSTS": "spj.example.gov.cn",
    }


def test_desk_needs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = environment.read({})
    assert found.mode == "development"
    assert found.zones == {"public", "internal", "supervision"}
    assert found.database_url == f"sqlite:///{tmp_path / 'var' / 'shenpi.sqlite3'}"
    assert not found.behind_tls


def test_desk_keeps_its_secret_key_to_itself(tmp_path: Path) -> None:
    environ = {"SHENPI_DATA_DIR": str(tmp_path)}
    first = environment.read(environ).secret_key
    assert first == environment.read(environ).secret_key
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(
            pool.map(lambda _: environment.read({"SHENPI_DATA_DIR": str(tmp_path)}).secret_key, range(32))
        )
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_production_accepts_a_complete_environment(production: dict[str, str]) -> None:
    found = environment.read(production)
    assert found.behind_tls
    assert found.allowed_hosts == ("spj.example.gov.cn",)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SHENPI_SECRET_KEY", None),
        ("SHENPI_SECRET_KEY", "k" * 49),
        ("SHENPI_ALLOWED_HOSTS", None),
        ("SHENPI_ALLOWED_HOSTS", "*"),
        ("SHENPI_ALLOWED_HOSTS", "a.example, *.example"),
        ("SHENPI_TLS", "0"),
        ("SHENPI_ZONES", "public,moon"),
        ("SHENPI_ZONES", " "),
        ("SHENPI_MODE", "prod"),
        ("SHENPI_NODE", "5"),
        ("SHENPI_NODE", "-1"),
        ("SHENPI_NODE_NAME", "广安/1"),
        ("SHENPI_YELLOW", "days"),
    ],
)
def test_production_refuses_and_names_the_variable(
    production: dict[str, str], variable: str, value: str | None
) -> None:
    if value is None:
        del production[variable]
    else:
        production[variable] = value
    with pytest.raises(UnsafeSettings) as refusal:
        environment.read(production)
    assert refusal.value.variable == variable
    assert variable in str(refusal.value)


def test_production_refuses_a_data_directory_of_chance(
    production: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    del production["SHENPI_DATA_DIR"]
    with pytest.raises(UnsafeSettings, match="SHENPI_DATA_DIR"):
        environment.read(production)


def test_production_refuses_a_data_directory_open_to_others(
    production: dict[str, str], tmp_path: Path
) -> None:
    tmp_path.chmod(0o755)
    with pytest.raises(UnsafeSettings, match="chmod o="):
        environment.read(production)


def test_database_url_of_postgresql() -> None:
    found = environment.database("postgresql://clerk:p%40ss@db.example:5433/shenpi")
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"]) == ("clerk", "p@ss")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "5433", "shenpi")


def test_database_url_of_sqlite() -> None:
    assert environment.database("sqlite:////srv/审批/a.sqlite3")["NAME"] == "/srv/审批/a.sqlite3"


def test_database_url_of_something_else_is_refused() -> None:
    with pytest.raises(UnsafeSettings, match="SHENPI_DATABASE_URL"):
        environment.database("mysql://x/y")
