"""What staff say about the screen: missed, or fetched somebody for nothing. Only people act on it."""
