"""Saying that a promise is broken by a path that needs neither the worker nor the store."""
