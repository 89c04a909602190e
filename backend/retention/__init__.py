"""How long what is kept: the schedule as data, and the daily run that keeps to it."""
