"""Octets by the thousand and twenty-four."""

__all__ = ["GIB", "KIB", "MIB"]

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB
