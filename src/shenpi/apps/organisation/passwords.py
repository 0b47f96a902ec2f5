"""What a password must be."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Django's own words for a short password are English in a Chinese page."""

    def get_error_message(self) -> str:
        """Say how long it must be."""
        return _("至少 %(limit)d 个字，请补充。") % {"limit": self.min_length}
