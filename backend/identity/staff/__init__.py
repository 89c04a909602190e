"""The staff list and how staff sign in."""
