"""How each member of staff is reached: addresses, sealed, and used only once their owner has shown a code."""
