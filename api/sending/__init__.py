"""Sending a package from outside: what `evidence submit` does, through the generated client."""
