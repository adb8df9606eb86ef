"""Bounded reader and writer of the evidence package (formats, "Package (native)")."""
