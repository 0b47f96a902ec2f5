"""Why a run cannot reach the end, told to the owner of the process."""

from collections.abc import Set
from typing import NamedTuple

from shenpi.core.process.net import PlaceKind
from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.replay import Replay
from shenpi.core.process.verification.waiting import Waiting, causes
from shenpi.core.process.verification.wording import Words, called, quoted, sources

Explanation = tuple[tuple[str, ...], str, str]
"""The elements at fault, and the sentence in Chinese and in English."""


class Stuck(NamedTuple):
    """Why the end is out of reach after a run."""

    explained: Explanation
    waiting: tuple[int, ...] = ()
    """Places whose tokens wait in vain; the run to them is all that people need to see."""
    endless: bool = False
    """It can still go on, but never end."""


def stuck(net: CheckedNet, run: Replay) -> Stuck:
    """What the tokens at the end of a run wait for in vain."""
    if any(run.enabled(index) for index in range(len(net.moves))):
        return Stuck(_endless(net, run), endless=True)
    marked = run.marked()
    found = causes(net, marked)
    if len(found) > 1:
        return Stuck(_ring(net, found), tuple(min(waiting.there) for waiting in found))
    if found:
        own = found[0].there - net.messages
        return Stuck(_waiting(net, found[0], run), (min(own or found[0].there),))
    where = tuple(dict.fromkeys(net.shown[place] for place in sorted(marked) if place in net.shown))
    zh, en = quoted(net.model, where)
    after = _after(net, run)
    words = (
        f"{after[0]}流程停在{zh}，再也无法继续。",
        f"{_upper(after[1] + 'the')} process stops at {en} for good.",
    )
    return Stuck((where, *words))


def second_token(net: CheckedNet, run: Replay) -> Explanation:
    """Where two tokens meet."""
    place = run.doubled
    element = net.plain.elements[net.plain.places[place]] if place is not None else ""
    zh, en = called(net.model, element)
    return (
        (element,),
        f"{zh}会同时有两份任务到达：并行的分支在此之前没有汇合，同一件事会被办理两次。",
        f"{_upper(en)} can be reached twice at the same time: parallel branches were not joined before it.",
    )


def ends_twice(net: CheckedNet, run: Replay) -> Explanation:
    """An end that happens a second time."""
    element = net.ended.get(run.doubled, "") if run.doubled is not None else ""
    zh, en = called(net.model, element)
    return (
        (element,),
        f"{zh}在同一件办理中会发生两次：一条分支办结之后，另一条分支还在办理。",
        f"{_upper(en)} can happen twice in one case: one branch has ended while another still runs.",
    )


def _ring(net: CheckedNet, found: list[Waiting]) -> Explanation:
    """Several that wait for each other."""
    elements = tuple(dict.fromkeys(_element(net, waiting) for waiting in found))
    zh, en = quoted(net.model, elements)
    return (
        elements,
        f"{zh}互相等待，谁也无法先办下去。",
        f"{en} wait for each other in a ring: none can go first.",
    )


def _element(net: CheckedNet, waiting: Waiting) -> str:
    """The join or the receiver that waits."""
    plain = net.plain
    here = [plain.places[place] for place in sorted(waiting.there - net.messages)]
    standing = [plain.elements[name] for name in here if plain.elements[name] in net.model.node]
    labels = plain.transitions[waiting.move].labels
    nodes = [label for label in labels if label in net.model.node]
    return (nodes or standing or list(labels) or [""])[-1]


def _waiting(net: CheckedNet, waiting: Waiting, run: Replay) -> Explanation:
    """A join, or a receiver, that waits for what will never come."""
    there, missing = waiting.there, waiting.missing
    model, plain = net.model, net.plain
    element = _element(net, waiting)
    zh, en = called(model, element)
    if missing <= net.messages:
        after_zh, after_en = _after(net, run)
        flows = [plain.places[place] for place in sorted(missing)]
        message_zh, message_en = quoted(model, [_message(net, flow) for flow in flows])
        return (
            (element, *flows),
            f"{zh}永远等不到消息：{after_zh}{message_zh}不会再发来。",
            f"{_upper(en)} waits for a message for ever: {after_en}none will come from {message_en}.",
        )
    lost = [plain.elements[plain.places[place]] for place in sorted(missing)]
    came = [plain.elements[plain.places[place]] for place in sorted(there - net.messages)]
    lost_zh, lost_en = quoted(model, sources(model, lost))
    came_zh, came_en = quoted(model, sources(model, came))
    after_zh, after_en = _after(net, run, {element, *sources(model, came)})
    return (
        (element, *lost),
        f"{zh}永远等不到来自{lost_zh}的分支：{after_zh}只有来自{came_zh}的分支到达。",
        f"{_upper(en)} waits for the branch from {lost_en} for ever: {after_en}only {came_en} arrives.",
    )


def _endless(net: CheckedNet, run: Replay) -> Explanation:
    marked = tuple(dict.fromkeys(net.shown[place] for place in sorted(run.marked()) if place in net.shown))
    if not run.fired:
        return (
            (),
            "流程从一开始就不可能办结：无论怎样办理，都走不到结束。",
            "The process can never end: whatever is done, its end is out of reach.",
        )
    zh, en = quoted(net.model, sources(net.model, marked))
    after_zh, after_en = _after(net, run)
    return (
        marked,
        f"{after_zh}流程到达{zh}后再也无法办结：只能继续循环，走不到结束。",
        f"{_upper(after_en + 'once at')} {en} the process can go on but never end.",
    )


def _after(net: CheckedNet, run: Replay, told: Set[str] = frozenset()) -> Words:
    """The last decision on the way, as “after …”; empty when none was made, or it is told anyway."""
    plain = net.plain
    for index in reversed(run.fired):
        transition = plain.transitions[index]
        if any(plain.kinds[place] is PlaceKind.CHOICE for place in transition.takes):
            chosen = [net.model.flow[flow] for flow in transition.gives if flow in net.model.flow]
            if chosen and not chosen[0].name and chosen[0].target in told:
                break
            if chosen:
                name = chosen[0].name or net.model.names[chosen[0].target]
                return f"在“{name}”之后，", f"after “{name}” "
    return "", ""


def _message(net: CheckedNet, flow: str) -> str:
    """The message's own name, else its sender."""
    found = next(message for message in net.model.message_flows if message.id == flow)
    return found.name or found.source


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
