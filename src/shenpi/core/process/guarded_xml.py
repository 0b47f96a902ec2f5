"""XML in, bounded: no entities, no network, no document type, a limit on size."""

from lxml import etree

from shenpi.core.process.reasons import refused

SIZE_LIMIT = 8 * 1024 * 1024
"""Bytes; the largest model in practice (500 blocks with its drawing) has about one million."""

ATTRIBUTE_LIMIT = 200
"""Attributes of an element; asking for each takes as long as it has attributes."""


def parse_guarded(data: bytes) -> etree._Element:
    """The root element of an XML file; raises `BpmnRefused` for anything else.

    libxml2 itself bounds depth (256) and entity growth; a document type is refused before it
    could matter. NUL bytes mean UTF-16 or UTF-32, where the check for DOCTYPE would be blind.
    """
    if len(data) > SIZE_LIMIT:
        raise refused("", "too_large", limit=SIZE_LIMIT)
    if b"\x00" in data:
        raise refused("", "encoding")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise refused("", "doctype")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise refused("", "not_xml", detail=str(error)[:200]) from None
    if root is None:
        raise refused("", "not_xml", detail="empty")
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise refused("", "doctype")
    for element in root.iter("*"):
        if len(element.attrib) > ATTRIBUTE_LIMIT:
            raise refused(element.get("id", ""), "attributes", limit=ATTRIBUTE_LIMIT)
    return root
