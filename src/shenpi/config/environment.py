"""What the environment tells the system, read once and checked.

Every setting has a safe default; `make demo` needs none. In production an unsafe setting stops the start
with its name (`UnsafeSettings`). All variables: docs/settings.md.
"""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

ZONES = ("public", "internal", "supervision")
MODES = ("development", "demonstration", "practice", "production")
PRACTICE = "practice"
ALONE = (
    "SHENPI_DATABASE_URL",
    "SHENPI_PEERS_FILE",
    "SHENPI_SMS_GATEWAYS",
    "SHENPI_SMTP_URL",
    "SHENPI_PAYMENT_PLATFORM",
)
"""What leads out of a directory: practice must not have it."""
NODES = ("0", "1", "2", "3", "4")
"""A case number has one digit for its node; 5 to 9 mark the same nodes' online filings."""
YELLOW = ("hours", "working_day")
"""When a limit turns yellow: 24 hours of the clock ahead (D3-066), or one working day."""
NODE_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,39}")
"""What an installation is called among all those that report to one supervision: in a message's source."""


class UnsafeSettings(RuntimeError):
    """The environment asks for something that must not go live: which variable, and the cure in both languages."""

    def __init__(self, variable: str, zh: str, en: str) -> None:
        super().__init__(f"{variable}：{zh} / {en}")
        self.variable = variable


@dataclass(frozen=True)
class Environment:
    """The process's settings from the outside (`SHENPI_…`)."""

    mode: str
    data_dir: Path
    database_url: str
    zones: frozenset[str]
    node: int
    node_name: str
    yellow: str
    standby_marker: str
    secret_key: str
    allowed_hosts: tuple[str, ...]
    trusted_origins: tuple[str, ...]
    public_url: str
    peers_file: Path | None
    behind_tls: bool
    sms_gateways: tuple[str, ...]
    smtp_url: str
    payment_platform: str
    mail_from: str
    quiet_hours: tuple[time, time]

    @property
    def demonstration(self) -> bool:
        return self.mode == "demonstration"


def read(environ: Mapping[str, str] = os.environ) -> Environment:
    """Read and check the `SHENPI_…` variables. Raises UnsafeSettings with the variable's name."""
    mode = environ.get("SHENPI_MODE", "development")
    if mode not in MODES:
        choices = ", ".join(MODES)
        raise UnsafeSettings("SHENPI_MODE", f"请从 {choices} 中选择", f"choose one of {choices}")
    usual = "var/practice" if mode == PRACTICE else "var"
    data_dir = Path(environ.get("SHENPI_DATA_DIR", usual)).resolve()
    data_dir.mkdir(mode=0o750, parents=True, exist_ok=True)
    _keep_practice_apart(mode, data_dir, environ)
    zones = frozenset(z.strip() for z in environ.get("SHENPI_ZONES", ",".join(ZONES)).split(",") if z.strip())
    if not zones or not zones <= set(ZONES):
        choices = ", ".join(ZONES)
        raise UnsafeSettings("SHENPI_ZONES", f"请从 {choices} 中选择", f"choose from {choices}")
    node = environ.get("SHENPI_NODE", "0")
    if node not in NODES:
        raise UnsafeSettings("SHENPI_NODE", "应为 0 至 4 的整数", "give a whole number from 0 to 4")
    node_name = environ.get("SHENPI_NODE_NAME", node)
    if not NODE_NAME.fullmatch(node_name):
        raise UnsafeSettings(
            "SHENPI_NODE_NAME",
            "应为 1 至 40 个字母、数字、点或短横",
            "give 1 to 40 letters, digits, dots, dashes",
        )
    yellow = environ.get("SHENPI_YELLOW", YELLOW[0])
    if yellow not in YELLOW:
        choices = ", ".join(YELLOW)
        raise UnsafeSettings("SHENPI_YELLOW", f"请从 {choices} 中选择", f"choose one of {choices}")
    peers = environ.get("SHENPI_PEERS_FILE")
    hosts = _list(environ, "SHENPI_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
    found = Environment(
        mode=mode,
        data_dir=data_dir,
        database_url=environ.get("SHENPI_DATABASE_URL", f"sqlite:///{data_dir / 'shenpi.sqlite3'}"),
        zones=zones,
        node=int(node),
        node_name=node_name,
        yellow=yellow,
        standby_marker=environ.get("SHENPI_STANDBY_MARKER", "代理"),
        secret_key=environ.get("SHENPI_SECRET_KEY") or _kept_secret(data_dir, mode),
        allowed_hosts=hosts,
        trusted_origins=_list(environ, "SHENPI_TRUSTED_ORIGINS", ""),
        public_url=environ.get("SHENPI_PUBLIC_URL") or _public_url(mode, hosts),
        peers_file=Path(peers) if peers else None,
        behind_tls=environ.get("SHENPI_TLS", "1" if mode == "production" else "0") == "1",
        sms_gateways=_urls(environ, "SHENPI_SMS_GATEWAYS", ("https", "http"), signed=True),
        smtp_url="".join(_urls(environ, "SHENPI_SMTP_URL", ("smtps", "smtp"))[:1]),
        payment_platform="".join(
            _urls(environ, "SHENPI_PAYMENT_PLATFORM", ("https", "http"), signed=True)[:1]
        ),
        mail_from=environ.get("SHENPI_MAIL_FROM", "noreply@localhost"),
        quiet_hours=_quiet_hours(environ.get("SHENPI_QUIET_HOURS", "21:00-08:00")),
    )
    if mode == "production":
        _refuse_unsafe(found, environ)
    return found


def _keep_practice_apart(mode: str, data_dir: Path, environ: Mapping[str, str]) -> None:
    """Practice (D1-028) has a directory and a database of its own, marked for good, and no way out of them.

    So its cases cannot come into figures, numbers, supervision or publication. Raises UnsafeSettings.
    """
    mark = data_dir / PRACTICE
    used = any((data_dir / name).exists() for name in ("shenpi.sqlite3", "secret-key"))
    if (mode == PRACTICE) != mark.exists() and (used or mark.exists()):
        raise UnsafeSettings(
            "SHENPI_DATA_DIR", "练习和正式办理不得共用目录", "practice and real work do not share a directory"
        )
    if mode != PRACTICE:
        return
    for name in ALONE:
        if environ.get(name):
            raise UnsafeSettings(name, "练习环境自成一体，不得设置", "practice stands alone: unset it")
    mark.touch()


def database(url: str) -> dict[str, object]:
    """Translate a database URL (sqlite:///path, postgresql://user:pw@host:port/name) to Django's settings."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.removeprefix("sqlite:///")),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                " PRAGMA cache_size=-65536;",
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # Acts prepare their statements (apps/rows.py); their many small plans are dearer than their execution.
            "OPTIONS": {
                "prepare_threshold": 1,
                "options": "-c jit=off -c plan_cache_mode=force_generic_plan",
            },
        }
    shapes = "sqlite:///path, postgresql://user:password@host:port/name"
    raise UnsafeSettings("SHENPI_DATABASE_URL", f"格式应为 {shapes}", f"give one of {shapes}")


def _list(environ: Mapping[str, str], name: str, default: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in environ.get(name, default).split(",") if part.strip())


def _urls(
    environ: Mapping[str, str], name: str, schemes: tuple[str, ...], *, signed: bool = False
) -> tuple[str, ...]:
    """Read addresses of providers, separated by blanks; `signed`: each must carry its key and secret."""
    found = tuple(environ.get(name, "").split())
    for url in found:
        parts = urlsplit(url)
        if parts.scheme not in schemes or not parts.hostname or (signed and not parts.password):
            shape = (
                f"{schemes[0]}://key:secret@host/path"
                if signed
                else f"{schemes[0]}://user:password@host:port"
            )
            raise UnsafeSettings(name, f"每个地址的格式应为 {shape}", f"write each address as {shape}")
    return found


def _quiet_hours(text: str) -> tuple[time, time]:
    """Read 21:00-08:00; the same moment twice means none."""
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d", text):
        raise UnsafeSettings("SHENPI_QUIET_HOURS", "格式应为 21:00-08:00", "write it as 21:00-08:00")
    begin, end = text.split("-")
    return time.fromisoformat(begin), time.fromisoformat(end)


def _public_url(mode: str, hosts: tuple[str, ...]) -> str:
    """The address that documents print for verification, unless the environment says it."""
    return f"https://{hosts[0]}" if mode == "production" and hosts else "http://127.0.0.1:8000"


def _kept_secret(data_dir: Path, mode: str) -> str:
    """Make a secret key once per data directory, readable by its owner alone; production must give its own.

    Processes that start together agree on one: the first to link a complete file wins.
    """
    if mode == "production":
        return ""
    kept = data_dir / "secret-key"
    if not kept.exists():
        draft = data_dir / f".secret-key-{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            kept.hardlink_to(draft)
        draft.unlink()
    return kept.read_text()


def _refuse_unsafe(found: Environment, environ: Mapping[str, str]) -> None:
    """Stop production from starting with a setting that is only good enough for a desk."""
    if len(found.secret_key) < 50:
        raise UnsafeSettings(
            "SHENPI_SECRET_KEY", "请给出至少 50 个随机字符", "give at least 50 random characters"
        )
    if "SHENPI_ALLOWED_HOSTS" not in environ or any("*" in host for host in found.allowed_hosts):
        raise UnsafeSettings(
            "SHENPI_ALLOWED_HOSTS",
            "请列出本服务器的域名，不得使用 *",
            "name the hosts that this server answers for, without *",
        )
    if not found.behind_tls:
        raise UnsafeSettings(
            "SHENPI_TLS", "生产环境只能经 TLS 提供服务", "production is served over TLS only"
        )
    if "SHENPI_DATA_DIR" not in environ:
        raise UnsafeSettings(
            "SHENPI_DATA_DIR", "请指定存放文件和密钥的目录", "name the directory that holds files and keys"
        )
    if any(url.startswith("http://") for url in found.sms_gateways):
        raise UnsafeSettings(
            "SHENPI_SMS_GATEWAYS", "生产环境只能经 https 发送短信", "production sends SMS over https only"
        )
    if found.payment_platform.startswith("http://"):
        raise UnsafeSettings(
            "SHENPI_PAYMENT_PLATFORM",
            "生产环境只能经 https 连接支付平台",
            "production reaches the payment platform over https only",
        )
    if found.data_dir.stat().st_mode & 0o007:
        raise UnsafeSettings(
            "SHENPI_DATA_DIR",
            "目录不得对其他用户开放（chmod o=）",
            "close the directory to other users (chmod o=)",
        )
