"""Shenpi (审批): online approval and electronic supervision."""

__version__ = "0.1.0"
