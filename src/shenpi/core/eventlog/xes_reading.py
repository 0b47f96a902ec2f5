"""XES (IEEE 1849-2016 and the 1.0 draft) in: a file of any length, one trace at a time.

The parser is expat without document types: no entity is declared, so none can be expanded (XML bombs, external
entities). Tags are taken by their local name, because real logs declare the namespace differently or not at all.
"""

from collections import deque
from collections.abc import Iterator
from typing import Protocol
from xml.parsers import expat

from shenpi.core.eventlog.log import Event, Fault, Header, Listed, LogRefused, Nested, Trace, Value
from shenpi.core.eventlog.values import TAGS, parse

CHUNK = 1 << 16
TRACE_LIMIT = 64 * 1024 * 1024
"""Bytes of one trace (or of the header); the largest public log has traces of some hundred kilobytes."""
DEPTH_LIMIT = 64
STANDARD = {
    "http://www.xes-standard.org/concept.xesext": "concept",
    "http://www.xes-standard.org/lifecycle.xesext": "lifecycle",
    "http://www.xes-standard.org/org.xesext": "org",
    "http://www.xes-standard.org/time.xesext": "time",
    "http://www.xes-standard.org/identity.xesext": "identity",
}
"""The standard extensions and the prefix that their keys have here, whatever prefix a log declares for them."""


class Readable(Protocol):
    """Something that gives bytes, b"" at its end."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes."""


def read_xes(source: Readable, header: Header | None = None) -> Iterator[Trace]:
    """Yield the traces of a log in the order of the file; `header` is filled on the way.

    What is wrong with a value stands in the trace's faults.
    Raises LogRefused where the text ends or breaks: traces before that were yielded.
    """
    reader = _Reader(header if header is not None else Header())
    while chunk := source.read(CHUNK):
        reader.feed(chunk)
        while reader.traces:
            yield reader.traces.popleft()
    reader.close()
    yield from reader.traces


class _Open:
    """An attribute that is being read."""

    __slots__ = ("children", "key", "tag", "text")

    def __init__(self, tag: str, key: str, text: str) -> None:
        self.tag, self.key, self.text = tag, key, text
        self.children: list[tuple[str, Value]] = []


class _Reader:
    """The state of reading: where we are in the log, and the traces that are complete."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.traces: deque[Trace] = deque()
        self._prefixes: dict[str, str] = {}
        self._trace: Trace | None = None
        self._event: Event | None = None
        self._scope = ""
        self._attributes: list[_Open] = []
        self._depth = self._skip = 0
        self._fed = self._done = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, chunk: bytes, final: bool = False) -> None:
        self._fed += len(chunk)
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            words = expat.ErrorString(error.code)
            raise LogRefused(
                "not_xml", f"不是完整的 XML（{words}）", f"not well-formed XML ({words})", error.lineno
            ) from None
        if self._fed - self._done > TRACE_LIMIT:
            raise self._refused("trace_too_large", "一个办件的内容过大", "one trace is too large")

    def close(self) -> None:
        self.feed(b"", final=True)

    def _refused(self, code: str, zh: str, en: str) -> LogRefused:
        return LogRefused(code, zh, en, self._parser.CurrentLineNumber)

    def _doctype(self, *_declared: object) -> None:
        raise self._refused("doctype", "不接受文档类型声明（DOCTYPE）", "a document type is not accepted")

    def _start(self, name: str, given: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise self._refused("too_deep", "嵌套过深", "nested too deeply")
        if self._depth == 1 and tag != "log":
            raise self._refused(
                "not_xes", f"不是 XES 日志：根元素是 {tag}", f"not an XES log: the root is {tag}"
            )
        if self._skip:
            self._skip += 1
        elif tag in TAGS or tag in ("list", "container"):
            self._attributes.append(_Open(tag, self._key(given.get("key", "")), given.get("value", "")))
        elif tag == "event" and self._trace is not None:
            self._event = Event(line=self._parser.CurrentLineNumber)
        elif tag == "trace":
            self._trace = Trace(line=self._parser.CurrentLineNumber)
        elif tag == "global":
            self._scope = given.get("scope", "event")
        elif tag == "extension":
            standard = STANDARD.get(given.get("uri", ""))
            if standard and given.get("prefix", standard) != standard:
                self._prefixes[given["prefix"]] = standard
        elif tag not in ("log", "values"):  # `values` holds the entries of a list in XES 2.0
            self._skip = 1
            if tag != "classifier":
                self._fault(
                    "unknown_element",
                    f"不认识的元素 {tag}，已略过",
                    f"unknown element {tag}, passed over",
                    True,
                )

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        self._depth -= 1
        if self._skip:
            self._skip -= 1
        elif tag in TAGS or tag in ("list", "container"):
            self._put(self._attributes.pop())
        elif tag == "event" and self._trace is not None and self._event is not None:
            self._trace.events.append(self._event)
            self._event = None
        elif tag == "trace" and self._trace is not None:
            self.traces.append(self._trace)
            self._trace = None
            self._done = self._parser.CurrentByteIndex
        elif tag == "global":
            self._scope = ""

    def _key(self, key: str) -> str:
        prefix, colon, name = key.partition(":")
        return f"{self._prefixes[prefix]}:{name}" if colon and prefix in self._prefixes else key

    def _put(self, read: _Open) -> None:
        value = self._value(read)
        if self._attributes:
            self._attributes[-1].children.append((read.key, value))
            return
        holder = self._holder()
        if not read.key:
            self._fault(
                "no_key", "属性没有键（key），已略过", "an attribute without key was passed over", True
            )
        elif read.key in holder:
            words = (
                f"属性 {read.key} 重复，以第一个为准",
                f"attribute {read.key} is repeated; the first one counts",
            )
            self._fault("repeated_key", *words, True)
        else:
            holder[read.key] = value

    def _holder(self) -> dict[str, Value]:
        if self._event is not None:
            return self._event.attributes
        if self._trace is not None:
            return self._trace.attributes
        return self.header.unknown.setdefault(self._scope, {}) if self._scope else self.header.attributes

    def _value(self, read: _Open) -> Value:
        if read.tag in ("list", "container"):
            return Listed(tuple(read.children), read.tag == "list")
        try:
            value = parse(read.tag, read.text)
        except (ValueError, KeyError, OverflowError):
            shown = read.text[:60]
            zh = f"属性 {read.key} 的值“{shown}”不是 {read.tag}，按文字保留"
            en = f"the value '{shown}' of {read.key} is no {read.tag}; kept as text"
            self._fault("bad_value", zh, en)
            value = read.text
        if not read.children:
            return value
        nested = dict(read.children)
        if len(nested) < len(read.children):
            words = f"属性 {read.key} 之下有重复的属性", f"attributes under {read.key} are repeated"
            self._fault("repeated_key", *words, True)
        return Nested(value, nested)

    def _fault(self, code: str, zh: str, en: str, lost: bool = False) -> None:
        trace = self._trace
        at = len(trace.events) + 1 if trace is not None and self._event is not None else 0
        faults = self.header.faults if trace is None else trace.faults
        faults.append(Fault(code, zh, en, self._parser.CurrentLineNumber, at, lost))
