"""The wall's pulse: an event for every change, a comment in long silence, and never more threads than allowed."""

from typing import Any

from django.test import Client
from django.urls import reverse

from shenpi.sites.supervise import stream


def test_a_change_is_told_and_silence_is_kept_alive() -> None:
    """The issue: live by server-sent events."""
    states = iter([1, 1, 2, 2, 2, *[2] * 20])
    events = list(stream.pulses(lambda: next(states), sleep=lambda _seconds: None, lasts=stream.EVERY * 20))
    changed = [event for event in events if "event: changed" in event]
    assert len(changed) == 2
    assert events.count(": \n\n") == len(events) - 2 == 19


def test_a_stream_gives_its_thread_back(supervisor: Client) -> None:
    """Only so many walls hold a thread; the others are told to ask by themselves, and a closed one makes room."""
    address = reverse("supervise:stream")
    held = [supervisor.get(address) for _wall in range(stream.STREAMS)]
    first = [next(iter(answer.streaming_content)) for answer in held]
    assert all(b"event: changed" in chunk for chunk in first)
    assert supervisor.get(address).status_code == 204
    for answer in held:
        give_back(answer)
    again = supervisor.get(address)
    assert again.status_code == 200
    assert again["Content-Type"] == "text/event-stream"
    give_back(again)


def give_back(answer: Any) -> None:
    """Close an answer as the server does, but for the test's database connection."""
    for close in answer._resource_closers:
        close()
