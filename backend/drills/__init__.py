"""Drills: a made-up disclosure goes the real way, to show that somebody would be fetched."""
