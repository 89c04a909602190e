"""Accounts of young people: a phone, an age band, a nickname, and no name."""
