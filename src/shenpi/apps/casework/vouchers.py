"""缴费凭证: what the payer of a fee is given, whoever took the money (D3-055; 行政许可法 art. 59)."""

from datetime import datetime

from shenpi.apps.casework import fees, papers
from shenpi.apps.casework.unit import Unit


def issue(
    unit: Unit, *, paid_at: datetime, receipt_number: str, collected_by: str, fiscal_number: str = ""
) -> dict[str, str]:
    """Issue the voucher of the fee that was fixed and paid; returns what the ledger keeps of it.

    It is no fiscal receipt and says so, unless the number of one that was made out is given. Raises ValueError for a
    case without a fee (an act's fault).
    """
    fee = fees.of(unit.case)
    if fee is None:
        raise ValueError("no fee was fixed")
    return papers.issue(
        unit,
        "payment_voucher",
        amount=str(fee.amount),
        items=[{"name": fee.kind, "amount": str(fee.amount), "basis": fee.basis}],
        basis=fee.basis,
        paid_on=papers.day(paid_at),
        receipt_number=receipt_number,
        collected_by=collected_by,
        **({"fiscal_number": fiscal_number} if fiscal_number else {}),
    )
