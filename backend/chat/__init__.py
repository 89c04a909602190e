"""The conversation: messages in, screening first, one transaction, then a safety reply or the bot."""
