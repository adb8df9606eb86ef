"""OFD documents (GB/T 33190-2016): their electronic seals and signatures, and what each covers."""

from ingest.signed.ofd.read import read_ofd

__all__ = ["read_ofd"]
