"""Commitments and ledgers: knows bytes and digests, never cases."""
