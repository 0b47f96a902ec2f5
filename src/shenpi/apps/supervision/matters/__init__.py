"""Supervision orders and violation files: their course as data, and what passes to the offices concerned."""
