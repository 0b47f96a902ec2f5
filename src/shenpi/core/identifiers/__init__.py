"""Identifiers: case numbers, query codes, citizen numbers, credit codes, item codes, and how they are masked."""

from shenpi.core.identifiers.case_number import CaseNumber
from shenpi.core.identifiers.errors import BadIdentifier
from shenpi.core.identifiers.item_code import ItemCode, item_code
from shenpi.core.identifiers.masking import mask_name, mask_number, mask_phone
from shenpi.core.identifiers.people import CitizenNumber, CreditCode, citizen_number, credit_code
from shenpi.core.identifiers.query_code import hash_query_code, new_query_code, query_code_matches

__all__ = [
    "BadIdentifier",
    "CaseNumber",
    "CitizenNumber",
    "CreditCode",
    "ItemCode",
    "citizen_number",
    "credit_code",
    "hash_query_code",
    "item_code",
    "mask_name",
    "mask_number",
    "mask_phone",
    "new_query_code",
    "query_code_matches",
]
