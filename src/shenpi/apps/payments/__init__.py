"""Paying online: orders at an outside payment platform, their answers, and what became of each (docs/payments.md).

It belongs to the public zone and knows no case: it is told what is to be paid, and tells the internal zone what was.
"""
