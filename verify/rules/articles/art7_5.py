"""Article 7 (5): evidence that shows the whole online process."""

from verify.rules.articles.material import judge_category

__all__ = ["judge"]

judge = judge_category(5, shared=True)
