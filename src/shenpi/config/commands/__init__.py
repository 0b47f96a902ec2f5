"""Commands of the pure core, one file per group."""
