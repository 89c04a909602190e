"""Who is awake now: the directory of services, their opening hours, and the numbers that are always shown."""
