"""What performance claims are measured with. Never part of the tests' verdict: they print, they do not judge."""
