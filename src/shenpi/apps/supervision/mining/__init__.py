"""Process mining: what really happened, from what supervision was told, of our own items and of foreign systems."""
