"""Whether the service keeps its promises at this moment."""
