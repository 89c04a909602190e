"""Taking in feeds of services that others publish, such as a council: nothing of ours is lost by it."""
