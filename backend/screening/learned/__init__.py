"""The second opinion: notices paraphrase by likeness to sentences of our own. It may add a reason, never remove one."""
