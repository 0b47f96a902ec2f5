"""Numbers and codes of people, organisations, items, cases and documents: read, checked, shown and masked.

Every error is an `IdentifierError` with code, Chinese and English sentence.
"""

from shenpi.core.identifiers.case_number import CaseNumber, show_case_number
from shenpi.core.identifiers.citizen_number import CitizenNumber, citizen_number
from shenpi.core.identifiers.credit_code import CreditCode, credit_code, organisation_code
from shenpi.core.identifiers.document_number import DocumentNumber
from shenpi.core.identifiers.errors import IdentifierError
from shenpi.core.identifiers.item_code import ItemCode, ItemForm, item_code
from shenpi.core.identifiers.masking import mask_citizen_number, mask_name, mask_number, mask_phone
from shenpi.core.identifiers.query_code import hash_query_code, new_query_code, query_code_matches

__all__ = [
    "CaseNumber",
    "CitizenNumber",
    "CreditCode",
    "DocumentNumber",
    "IdentifierError",
    "ItemCode",
    "ItemForm",
    "citizen_number",
    "credit_code",
    "hash_query_code",
    "item_code",
    "mask_citizen_number",
    "mask_name",
    "mask_number",
    "mask_phone",
    "new_query_code",
    "organisation_code",
    "query_code_matches",
    "show_case_number",
]
