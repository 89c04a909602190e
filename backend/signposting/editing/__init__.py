"""Changing entries of the directory: who changed what and when is kept, and what is due for a check is asked for."""
