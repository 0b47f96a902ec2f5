"""The public zone's complaints, enquiries and ratings: filed here, handled by supervision, told back by messages."""
