"""Signing out: a session ends at the service, and not only in the browser."""
