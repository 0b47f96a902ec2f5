"""A .bpmn file brought in from elsewhere: kept as it is where it can be shown, drawn where it has no drawing."""

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person
from shenpi.core.process import BpmnRefused, layout, read_bpmn, write_bpmn
from shenpi.sites.common.wording import in_chinese

_UNREADABLE = frozenset(
    {"too_large", "too_many", "attributes", "not_xml", "doctype", "encoding", "not_bpmn", "no_process"}
)
LARGEST = 2_000_000


def brought_in(upload: UploadedFile) -> str:
    """Return the file's diagram. One with elements that have no meaning here comes in too: the studio names them.

    Raises Invalid for what is no BPMN file, and for one that can neither be shown nor drawn.
    """
    if (upload.size or 0) > LARGEST:
        raise _refused(str(_("文件超过 2 MB。")))
    data = upload.read()
    try:
        model = read_bpmn(data)
    except BpmnRefused as refusal:
        said = refusal.zh if in_chinese() else refusal.en
        if refusal.code in _UNREADABLE or b"BPMNDiagram" not in data:
            raise _refused(said) from refusal
        return data.decode("utf-8-sig")
    return data.decode("utf-8-sig") if model.diagrams else write_bpmn(layout(model)).decode()


def kept(filename: str, bpmn: str, person: Person) -> str:
    """Return a ticket for a file that came in with a form that was refused; only this person can send it again."""
    return signing.dumps([filename, bpmn], salt=f"studio.file:{person.pk}", compress=True)


def sent_again(ticket: str, person: Person) -> tuple[str, str] | None:
    """Return name and diagram of a kept file, or None for what is no ticket of this person's."""
    try:
        filename, bpmn = signing.loads(ticket, salt=f"studio.file:{person.pk}")
    except signing.BadSignature:
        return None
    return filename, bpmn


def _refused(said: str) -> Invalid:
    return Invalid(
        "studio.file", _("文件不能导入，请按提示修改。"), fields={"file": [_("文件不能导入：%s") % said]}
    )
