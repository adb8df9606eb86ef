"""Who speaks to us: the registry of clients, their assertions, our tokens, people's sessions."""
