"""Swaps: two people agree, or a supervisor decides, that each stands in for the other."""
