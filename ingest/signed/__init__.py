"""Readers of documents with signatures inside: PDF, OFD, ASiC, enveloping CMS."""
