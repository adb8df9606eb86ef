"""Signatures inside a PDF (ISO 32000-1 12.8; PAdES, ETSI EN 319 142-1), read by a child process."""

from ingest.signed.pdf.reading import read_pdf

__all__ = ["read_pdf"]
