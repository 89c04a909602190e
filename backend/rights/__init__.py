"""What a young person can ask of us about their own data, and complaints from anybody."""
