"""Messages written to the log, for a desk, a demonstration and practice: nothing leaves the machine."""

import logging

from shenpi.apps.notices.providers.base import Outgoing
from shenpi.core.identifiers import mask_phone

log = logging.getLogger(__name__)


class Console:
    """Writes each message as one line, its address masked."""

    name = "console"
    repeatable = True

    def send(self, message: Outgoing) -> str:
        """Write the line."""
        log.info("to %s: %s", mask_phone(message.to), message.body)
        return ""
