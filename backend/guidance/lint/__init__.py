"""Reads every text that people read, and says what breaks the rules of safe messages."""
