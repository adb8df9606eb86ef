"""Keys of the scopes that one answer to a question reaches (judgement 8).

A key names whom or what the answer is about, so that it holds for every case of that key and for
none beside it. Texts of the sender stand in a key only beside its lender's credit code: nobody can
ride on an answer given to somebody else.
"""

from verify.model import PackageHead

__all__ = ["batch_key", "clause_key", "court_key", "lender_key", "platform_key", "product_key"]


def court_key(court: str, cause: str) -> str:
    """Return the key of a question about the court's own competence for a cause of action."""
    return f"{court}/{cause}"


def platform_key(platform: str, *about: str) -> str:
    """Return the key of a question about a deposit platform."""
    return "/".join((platform, *about))


def lender_key(head: PackageHead, *about: str) -> str:
    """Return the key of a question about a lender, or one matter of it."""
    return "/".join((head.lender.uscc, *about))


def product_key(head: PackageHead, *about: str) -> str:
    """Return the key of a question about a lender's product."""
    return "/".join((head.lender.uscc, head.product_code, *about))


def batch_key(head: PackageHead, *about: str) -> str:
    """Return the key of a question about one package; a correction asks what the first one did."""
    return "/".join((head.lender.uscc, head.corrects or head.package_id, *about))


def clause_key(digest: str) -> str:
    """Return the key of a question about the wording of a clause, whoever uses it."""
    return digest
