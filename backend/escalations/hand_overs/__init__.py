"""Handing an escalation over to a colleague: offered, and theirs only once they have accepted."""
