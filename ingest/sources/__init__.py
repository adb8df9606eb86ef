"""What the court knows of the world: versions of its trust, and the sources that bring more of it.

keeper      the versions of what the court trusts, one after the other, never back
denied      keys that anybody has: no production trusts them
reissue     a trust directory with a few files changed, as its next version
"""
