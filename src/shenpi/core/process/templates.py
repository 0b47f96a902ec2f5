"""The process templates that ship with the system: `shenpi/data/processes/<key>.bpmn`."""

from importlib.resources import files

_FOLDER = files("shenpi") / "data" / "processes"


def template_keys() -> tuple[str, ...]:
    """The keys of the shipped templates, sorted."""
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".bpmn") for name in names if name.endswith(".bpmn")))


def template(key: str) -> bytes:
    """The BPMN file of a shipped template; raises `KeyError` for an unknown key."""
    if key not in template_keys():
        raise KeyError(key)
    return (_FOLDER / f"{key}.bpmn").read_bytes()
