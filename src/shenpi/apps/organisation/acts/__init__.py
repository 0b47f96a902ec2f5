"""What can be done to the organisation: each act guards, changes and records, in one transaction."""

from .appoint import appoint, relieve
from .delegate import delegate
from .load_agencies import load_agencies, register_agency
from .load_organisation import load_organisation
from .load_regions import load_regions
from .record import record
from .revoke_delegation import revoke_delegation

__all__ = [
    "appoint",
    "delegate",
    "load_agencies",
    "load_organisation",
    "load_regions",
    "record",
    "register_agency",
    "relieve",
    "revoke_delegation",
]
