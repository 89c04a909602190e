"""Evenlight: an evening and weekend service for young people, their families and the staff on call."""

__version__ = "0.1.0"
