"""The debt of one loan, computed anew by stated conventions (Art. 7 (9); elements F, H to K)."""

from verify.rules.debt.account import Account
from verify.rules.debt.recomputation import recompute

__all__ = ["Account", "recompute"]
