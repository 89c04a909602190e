"""Words that somebody of the team offers for a plan. Only its owner takes them in."""
