"""Messages to people: which events are told to whom, by which channel, in which words, and whether it arrived.

It follows the ledger and the exchange; no act calls it. docs/notices.md says which zone keeps which messages.
"""
