"""Milliseconds of a catalogue search over the real 1 135 items (prints JSON).

.venv/bin/python bench/search.py          # in a scratch database of its own
"""

import json
import os
import statistics
import tempfile
import time

os.environ["SHENPI_DATA_DIR"] = tempfile.mkdtemp(prefix="shenpi-bench-", dir="/tmp")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenpi.config.settings")

import django

django.setup()

from django.core.management import call_command

from shenpi.apps.catalogue.queries import search
from shenpi.apps.organisation.acts import load_organisation

WORDS = ("许可", "登记", "施工许可证", "社会保险", "公路")


def main() -> None:
    call_command("migrate", verbosity=0)
    load_organisation()
    call_command("import_catalogue", verbosity=0)
    figures = {}
    for word in WORDS:
        times = []
        for _ in range(20):
            begun = time.perf_counter()
            found = len(list(search(word)[:20]))
            times.append((time.perf_counter() - begun) * 1000)
        figures[word] = {"found": found, "p50_ms": round(statistics.median(times), 2)}
    print(json.dumps(figures, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
