"""Young people's say in the service: whether the chat was any use, counted, and who would like to be a peer mentor."""
