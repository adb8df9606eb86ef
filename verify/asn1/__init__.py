"""Bytes to typed values: strict, bounded, no re-encoding of what was signed."""
