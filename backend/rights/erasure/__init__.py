"""Erasure: what goes, what the law keeps, and carrying it out in steps that can be interrupted."""
