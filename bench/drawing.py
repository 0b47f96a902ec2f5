"""From a change on the drawing board to the verdict beside it, in headless Chromium (prints a table).

.venv/bin/python bench/drawing.py          # about a minute; wall milliseconds: wants a quiet machine

The change is a name typed in the margin; the page waits a fifth of a second for the hand to rest, asks the
server, and shows the answer. Both run on this machine: Chromium, and Django's test server over SQLite.
"""

import os
import statistics
import sys
import time
from pathlib import Path

import django
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
FIXTURES = ("tests.conftest", "tests.sites.studio.conftest")
TIMES = 12
CHANGED = """async (name) => {
    const field = document.querySelector("[data-element-form] [name=name]");
    const done = new Promise((shown) => new MutationObserver((changes, observer) => {
        if (!changes.some(({ target, oldValue }) => oldValue === "true" && !target.hasAttribute("aria-busy"))) return;
        observer.disconnect();
        shown(performance.now());
    }).observe(document.body, {
        subtree: true, attributes: true, attributeFilter: ["aria-busy"], attributeOldValue: true,
    }));
    field.value = name;
    const begun = performance.now();
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return await done - begun;
}"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", ["immediate", "committed", "parallel", "joint"])
def test_time_to_the_verdict(key: str, enter, people, new_page, live_server, capsys) -> None:
    """Open a draft of a shipped process and change it again and again."""
    from django.conf import settings

    from shenpi.apps.catalogue import acts
    from shenpi.apps.organisation.roles import Role
    from shenpi.core.process import read_bpmn, template
    from tests.browser.drawing import Board

    bpmn = template(key).decode().replace(f'shenpi:key="{key}"', 'shenpi:key="pilot"')
    draft = acts.draft_process(by=people[Role.DESIGNER], key="pilot", name="pilot", bpmn=bpmn)
    page = new_page(base_url=str(live_server))
    cookie = enter(Role.DESIGNER).cookies[settings.SESSION_COOKIE_NAME]
    page.goto("/healthz")
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": page.url}])
    page.goto(f"/studio/drafts/{draft.pk}/")
    board = Board(page)
    board.turns_to("属性")
    model = read_bpmn(bpmn.encode())
    board.takes(model.steps()[0].name)
    measured, cpu = [], []
    for number in range(TIMES):
        before = time.process_time()
        measured.append(page.evaluate(CHANGED, f"改动{number}"))
        cpu.append((time.process_time() - before) * 1000)
    with capsys.disabled():
        load = os.getloadavg()[0]
        print(
            f"\n{key}: {len(model.nodes)} elements, wall ms median {statistics.median(measured):.0f}, "
            f"least {min(measured):.0f}, most {max(measured):.0f}; "
            f"server CPU {statistics.median(cpu):.0f}; load {load:.1f}"
        )


if __name__ == "__main__":
    django.setup()
    plugins = [word for name in FIXTURES for word in ("-p", name)]
    sys.exit(
        pytest.main([__file__, "-q", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), *plugins])
    )
