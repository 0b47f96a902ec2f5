"""Facts as they are stored: JSON, deflated against a fixed dictionary of the words that every case repeats.

An event says who has the next step, where and until when; nine tenths of that are the same words in every
event. Stored plainly they were two thirds of what a case takes on disc (docs/benchmarks.md). The first byte
names the dictionary: one that was ever used stays here, unchanged, as long as any ledger holds its bytes.
"""

import zlib

_FIRST = (
    "经审查，申请人申报的材料齐全、符合法定形式，符合法律、法规、规章规定的条件和标准，不符合要求，理由依据第条款",
    "予以准予不予行政许可受理决定书通知书，请在承诺时限内办理。同意。许〔2026〕号受补缴准不证决",
    "形式审查受理分办分送承办人审查处室负责人审核会审决定缴费通知缴费确认制证送达公示领导决定科室窗口",
    '{"accepted_at":"2026-,"agency_code":","answer_due_at":"2026-,"channel":"online","window","co":[],',
    '"documents":[{"id":"01a","kind":"receipt_voucher","number":""}],"form":"","handling":"committed","immediate",',
    '"item_code":","item_name":","item_version":,"lead":,"materials":[{"copies":1,"filename":"","form":"electronic",'
    '"fault":"","key":"","name":"","round":0,"sha256":""}],"private":false,"query_code_hash":"',
    '"acceptance_notice","correction_notice","non_acceptance_notice","payment_notice","grant_decision",',
    '"refusal_decision","certificate","notice":{"decided_at":"2026-,"outcome":"granted","refused"},',
    '"promised_due_at":"2026-,"statutory_due_at":"2026-,"receipt_number":","method":"window","recipient":"',
    '{"certificate_due":true,"examiners":{"":"01a"},"fee_due":false,"forward_needed":false,"limits":{',
    '"correction_limit":"P10WD","payment_limit":"P15D"},"offices":{"accept":,"co":[],"lead":,"leader":},',
    '"unpaid":"refuse"}{"answer_due_on":"2026-","channel":"window","materials":[],"note":"凭办件编号和查询码可查询办理进度。",',
    '"received_by":"","accepted_on":"2026-","promised_due_on":"2026-","statutory_due_on":"2026-","amount":"",',
    '"due_on":"2026-","certificate":"","holder":"","holder_code":"","years":,"faults":[],"reason":"","basis":"",',
    '{"agency":"","agent":"","applicant":"","case_number":"26","item":"","item_type":"01","received_on":"2026-"}',
    '"reason":","basis":","principal":","verdict":"accept"correct"refuse"dispatched"disagree"grant"send_back"',
    'supplied"notified"paid"issued"served"published"T09:30:00+00:00","due_at":null,"holder":"","holder_id":null,',
    '"limit":"P1WD","limit":"P3WD","role":"acceptor","applicant","office_head","leader","step":"',
    '{"documents":[],"ended":{"element":"accept","instance":"","step":"受理","task_id":"01a","text":"",',
    '"verdict":"agree"},"opened":[{"due_at":"2026-T09:30:00+00:00","element":"handle","holder":"","holder_id":"01a',
    '","instance":"","limit":"P5WD","office":"","office_id":,"role":"handler","step":"","task_id":"01a-7"}]}',
)
_DICTIONARIES = {1: "".join(_FIRST).encode()}
_NEWEST = 1
_RAW = -zlib.MAX_WBITS
_WINDOW, _MEMORY = -13, 6  # 8 KB of window: an event is smaller, and the compressor starts three times faster


def pack(text: str) -> bytes:
    """Return the stored form of a JSON text."""
    deflate = zlib.compressobj(wbits=_WINDOW, memLevel=_MEMORY, zdict=_DICTIONARIES[_NEWEST])
    return bytes([_NEWEST]) + deflate.compress(text.encode()) + deflate.flush()


def unpack(stored: bytes) -> str:
    """Return the JSON text of a stored form. Raises ValueError for bytes that `pack` did not make."""
    try:
        inflate = zlib.decompressobj(wbits=_RAW, zdict=_DICTIONARIES[stored[0]])
        text = (inflate.decompress(stored[1:]) + inflate.flush()).decode()
    except (IndexError, KeyError, zlib.error, UnicodeDecodeError) as broken:
        raise ValueError("not a packed text") from broken
    if not inflate.eof or inflate.unused_data:
        raise ValueError("not a packed text: too short or too long")
    return text
