"""One module a command, imported when it is asked for: `up` must not wait for what the API needs."""
