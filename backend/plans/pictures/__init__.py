"""Photos and drawings of a plan: checked by decoding, made anew without metadata, sealed."""
