"""The conversation of `shenpi pi`: a prompt with completion and history. Imported only when one sits before it."""

import os
from collections.abc import Iterable
from pathlib import Path

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from shenpi.core.pi import PiError
from shenpi.core.pi.commands import COMMANDS
from shenpi.core.pi.showing import shown_choices
from shenpi.core.pi.stepping import Stepper
from shenpi.core.pi.workbench import Workbench

PROMPT = "π> "
STEP_PROMPT = "step> "
STEP_HELP = "数字选一步，b 退一步，q 结束 / a number takes a step, b goes back, q ends"


class Words(Completer):
    """Commands at the beginning of a line, agents after it."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What may stand where the cursor is."""
        word = document.get_word_before_cursor(WORD=True)
        first = document.text_before_cursor.strip() == word
        if first:
            for name, command in COMMANDS.items():
                if name.startswith(word):
                    yield Completion(name, -len(word), display_meta=f"{command.zh} {command.en}")
            return
        for name in self._bench.definitions.agents:
            if name.startswith(word):
                yield Completion(name, -len(word))


def converse(bench: Workbench) -> None:
    """Read commands and answer them until `quit` or the end of input."""
    session: PromptSession[str] = PromptSession(
        history=_history(), completer=Words(bench), complete_while_typing=False
    )
    while True:
        try:
            line = session.prompt(PROMPT).strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if line == "quit":
            return
        try:
            if line == "step" or (line.startswith("step ") and ";" not in line):
                _step(bench.stepper(line[4:].strip()))
            elif answer := bench.run(line):
                click.echo(answer)
        except PiError as error:
            click.echo(f"{error.zh} / {error.en}")
        except KeyboardInterrupt:
            click.echo("已中断 / interrupted")


def _step(stepper: Stepper) -> None:
    """Walk until the person has enough of it."""
    session: PromptSession[str] = PromptSession()
    states = [(stepper.state, stepper.history)]
    click.echo(STEP_HELP)
    while True:
        click.echo("\n".join(shown_choices(stepper)))
        try:
            answer = session.prompt(STEP_PROMPT).strip()
        except (KeyboardInterrupt, EOFError):
            return
        choices = stepper.choices()
        if answer == "q":
            return
        if answer == "b" and len(states) > 1:
            states.pop()
            stepper.state, stepper.history = states[-1]
        elif answer.isdecimal() and 1 <= int(answer) <= len(choices):
            stepper.take(choices[int(answer) - 1])
            states.append((stepper.state, stepper.history))
        else:
            click.echo(STEP_HELP)


def _history() -> History:
    """Kept under the person's state directory; in memory only where that can't be written."""
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    try:
        (state / "shenpi").mkdir(parents=True, exist_ok=True, mode=0o700)
        return FileHistory(state / "shenpi" / "pi-history")
    except OSError:
        return InMemoryHistory()
