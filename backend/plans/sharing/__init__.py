"""Who else may read which steps: by link and code, or the on-call team; and every reading, for the owner."""
