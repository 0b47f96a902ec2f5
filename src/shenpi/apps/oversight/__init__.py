"""The internal zone's side of supervision: orders and violation files that concern us, and our answers to them.

It knows them by messages alone; supervision may stand on another machine.
"""
