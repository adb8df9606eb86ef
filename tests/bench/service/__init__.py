"""The service against what nobody can leave out: octets through a socket, digests, fsyncs, commits."""
