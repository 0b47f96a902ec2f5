"""Foreign systems: their event logs become messages of the exchange standard, and so monitored cases."""
