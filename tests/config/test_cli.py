"""The command line starts, hands on to Django, and refuses to start unsafely."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.management import get_commands
from pytest_django import Settings

from shenpi.config import cli
from shenpi.config.environment import UnsafeSettings
from tests.core.eventlog.logs import event, log, trace
from tests.support.command import shenpi


def test_help_lists_the_commands(tmp_path: Path) -> None:
    done = shenpi(tmp_path, "--help")
    assert done.returncode == 0, done.stderr
    for command in ("serve", "work", "migrate", "demo", "ledger", "catalogue", "exchange", "manage"):
        assert command in done.stdout


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["migrate"], "migrate"),
        (["demo"], "make_demo"),
        (["grant"], "database_grant"),
        (["ledger", "verify"], "ledger_verify"),
        (["catalogue", "import"], "import_catalogue"),
        (["catalogue", "publish"], "publish_catalogue"),
        (["exchange", "key"], "exchange_key"),
        (["exchange", "status"], "exchange_status"),
        (["exchange", "replay"], "exchange_replay"),
    ],
)
def test_short_names_lead_to_management_commands(
    monkeypatch: pytest.MonkeyPatch, words: list[str], command: str
) -> None:
    """Options go through untouched, and the command exists."""
    called: list[str] = []
    monkeypatch.setattr(cli, "_manage", lambda *arguments: called.extend(arguments))
    answer = CliRunner().invoke(cli.shenpi, [*words, "--some-option", "value"])
    assert answer.exit_code == 0, answer.output
    assert called == [command, "--some-option", "value"]
    assert command in get_commands()


def test_unsafe_production_ends_with_one_line_in_both_languages(tmp_path: Path) -> None:
    done = shenpi(tmp_path, "migrate", SHENPI_MODE="production")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "SHENPI_SECRET_KEY" in done.stderr
    assert "不能启动" in done.stderr
    assert "refusing to start" in done.stderr


@pytest.mark.parametrize("mode", ["development", "demonstration"])
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "intranet.example"])
def test_open_desk_stays_on_this_machine(settings: Settings, mode: str, host: str) -> None:
    settings.SHENPI_MODE = mode
    answer = CliRunner().invoke(cli.shenpi, ["serve", "--host", host])
    assert isinstance(answer.exception, UnsafeSettings)
    assert answer.exception.variable == "SHENPI_MODE"


def test_every_table_is_made_once(tmp_path: Path) -> None:
    """Until then a command that needs them ends with one line that says so; the first import of a log makes them."""
    early = shenpi(tmp_path, "demo", SHENPI_MODE="demonstration")
    assert (early.returncode, early.stderr.count("\n")) == (1, 1), early.stderr
    assert "请先运行 shenpi migrate" in early.stderr
    assert "run shenpi migrate first" in early.stderr
    file = tmp_path / "planning.xes"
    file.write_bytes(log(trace(event())))
    made = shenpi(tmp_path, "supervision", "import", str(file))
    assert (made.returncode, "cases 1 (new 1)" in made.stdout) == (0, True), made.stderr
    checked = shenpi(tmp_path, "manage", "migrate", "--check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_models_and_migrations_agree(tmp_path: Path) -> None:
    done = shenpi(tmp_path, "manage", "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr


def test_deployment_check_is_clean_in_production(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    done = shenpi(
        tmp_path,
        "manage",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        SHENPI_MODE="production",
        SHENPI_SECRET_KEY="only-for-this-test-0123456789-abcdefghij-klmnopqrst",
        SHENPI_ALLOWED_HOSTS="spj.example.gov.cn",
    )
    assert done.returncode == 0, done.stdout + done.stderr
