"""The scenarios that ship with the templates: `shenpi/data/processes/<key>.scenarios.json`."""

from importlib.resources import files

from shenpi.core.process.templates import template_keys


def shipped(key: str) -> bytes:
    """The scenario file of a shipped template; raises `KeyError` for an unknown key."""
    if key not in template_keys():
        raise KeyError(key)
    return (files("shenpi") / "data" / "processes" / f"{key}.scenarios.json").read_bytes()
