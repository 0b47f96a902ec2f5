"""Reports (../shared/requirements.md §11.7): tables from the tallies, their cases behind them, CSV, XLSX and PDF."""
