"""Pages: one content-free notification to one member of staff by one channel."""
