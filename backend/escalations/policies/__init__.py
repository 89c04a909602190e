"""Policies that supervisors write: versions, each kept. An open escalation goes on with the one it opened under."""
