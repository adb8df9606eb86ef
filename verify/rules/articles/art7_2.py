"""Article 7 (2): evidence of the borrower's standing."""

from verify.rules.articles.material import judge_category

__all__ = ["judge"]

judge = judge_category(2, shared=False)
