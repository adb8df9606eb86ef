"""Judging in the service."""
