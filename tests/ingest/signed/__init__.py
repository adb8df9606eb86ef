"""Readers of documents with signatures inside."""
