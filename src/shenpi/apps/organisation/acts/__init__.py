"""What can be done to the organisation: each act guards, changes and records, in one transaction."""

from .appoint import appoint, relieve
from .delegate import delegate
from .revoke_delegation import revoke_delegation

__all__ = ["appoint", "delegate", "relieve", "revoke_delegation"]
