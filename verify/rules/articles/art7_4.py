"""Article 7 (4): evidence of the borrower's identification."""

from verify.rules.articles.material import judge_category

__all__ = ["judge"]

judge = judge_category(4, shared=False)
