"""Test pages: sent to oneself by each of one's channels, to know before a shift that pages arrive."""
