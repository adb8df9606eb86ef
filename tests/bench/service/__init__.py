"""The service against what nobody can leave out: octets, digests, fsyncs and commits."""
