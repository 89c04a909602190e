"""Kills each part at each moment of an escalation's life, in a fixed order; `python -m benchmarks.soaking`."""
