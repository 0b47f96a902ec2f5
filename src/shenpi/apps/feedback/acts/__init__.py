"""What people outside do, one act per file; each is one transaction."""

from .file import Filed, Words, file
from .rate import Grade, rate_case, rate_visit
from .respond import respond

__all__ = ["Filed", "Grade", "Words", "file", "rate_case", "rate_visit", "respond"]
