"""Who is calling: devices of young people, staff with a password, ES256 tokens, and what each may do."""
