"""The web server: gunicorn with threads, and the background work in the same process."""

import multiprocessing
from collections.abc import Callable
from typing import Any

import click
from django.conf import settings
from django.db import connection
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from shenpi.config import worker

# Paths without their query string, which may hold query codes and search words.
ACCESS_LOG = "%(t)s %(h)s %(m)s %(U)s %(s)s %(M)sms"


class _Server(BaseApplication):
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self.options.items():
            self.cfg.set(key, value)

    def load(self) -> Callable[..., Any]:
        from shenpi.config.wsgi import application

        _ = (
            get_resolver().url_patterns
        )  # read all pages now: the first visitor does not wait, faults show at the start
        return application


def serve(host: str, port: int) -> None:
    """Serve on host and port until stopped by SIGTERM or SIGINT.

    SQLite has one writer: one process with threads serves it best. PostgreSQL gets a process per core.
    """
    connection.close()  # never carried over a fork
    processes = 1 if connection.vendor == "sqlite" else min(4, multiprocessing.cpu_count())
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if settings.SHENPI_MODE != "production":
        click.echo(f"审批系统已启动 / serving on http://{address}/  （Ctrl+C 停止 / Ctrl+C stops）")
    _Server(
        {
            "bind": address,
            "workers": processes,
            "threads": 8,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 10,
            "accesslog": "-",
            "access_log_format": ACCESS_LOG,
            "loglevel": "warning",
            "control_socket_disable": True,
            "proc_name": "shenpi",
            "forwarded_allow_ips": "127.0.0.1,::1",
            "post_worker_init": lambda _worker: worker.start_thread(),
        }
    ).run()
