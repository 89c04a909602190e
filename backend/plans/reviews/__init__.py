"""When the owner wants to look at the plan again."""
