"""What is unsafe about a deployment, found before a young person finds it."""
