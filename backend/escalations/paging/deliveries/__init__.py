"""What becomes of a page after a provider took it: whether it arrived, what else is tried, and how it is answered."""
