"""XES (IEEE 1849-2016) out: trace by trace, so that a log of any length needs the memory of one trace."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from shenpi.core.eventlog.log import Attributes, Listed, Nested, Trace, Value
from shenpi.core.eventlog.values import tag_of, text_of

_EXTENSIONS = (
    ("Concept", "concept"),
    ("Lifecycle", "lifecycle"),
    ("Organizational", "org"),
    ("Time", "time"),
    ("Identity", "identity"),
)
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
"""


def write_xes(traces: Iterable[Trace], attributes: Attributes | None = None) -> Iterator[bytes]:
    """Yield an XES file piece by piece; `attributes` are the log's own. Raises nothing: what XML cannot hold goes."""
    head = [_HEAD]
    for name, prefix in _EXTENSIONS:
        head.append(
            f'\t<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'
        )
    head.append('\t<classifier name="Activity" keys="concept:name"/>\n')
    head.extend(_attributes(attributes or {}, 1))
    yield "".join(head).encode()
    for trace in traces:
        yield "".join(_trace(trace)).encode()
    yield b"</log>\n"


def _trace(trace: Trace) -> Iterator[str]:
    yield "\t<trace>\n"
    yield from _attributes(trace.attributes, 2)
    for event in trace.events:
        yield "\t\t<event>\n"
        yield from _attributes(event.attributes, 3)
        yield "\t\t</event>\n"
    yield "\t</trace>\n"


def _attributes(attributes: Attributes, depth: int) -> Iterator[str]:
    for key, value in attributes.items():
        yield from _attribute(key, value, depth)


def _attribute(key: str, value: Value, depth: int) -> Iterator[str]:
    indent = "\t" * depth
    if isinstance(value, Listed):
        tag = "list" if value.ordered else "container"
        yield f"{indent}<{tag} key={_quoted(key)}>\n"
        if value.ordered:
            yield f"{indent}<values>\n"
        for inner_key, inner in value.entries:
            yield from _attribute(inner_key, inner, depth + 1)
        if value.ordered:
            yield f"{indent}</values>\n"
        yield f"{indent}</{tag}>\n"
        return
    nested = value.attributes if isinstance(value, Nested) else {}
    inner_value = value.value if isinstance(value, Nested) else value
    if isinstance(inner_value, Listed):
        yield from _attribute(key, inner_value, depth)
        return
    tag = tag_of(inner_value)
    start = f"{indent}<{tag} key={_quoted(key)} value={_quoted(text_of(inner_value))}"
    if not nested:
        yield start + "/>\n"
        return
    yield start + ">\n"
    yield from _attributes(nested, depth + 1)
    yield f"{indent}</{tag}>\n"


_FORBIDDEN = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {0xFFFE: None, 0xFFFF: None}
_SPACES = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def _quoted(text: str) -> str:
    """Quote an attribute; characters that XML 1.0 cannot hold are left out, line ends kept as references."""
    return quoteattr(text.translate(_FORBIDDEN), _SPACES)
