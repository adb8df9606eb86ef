"""Article 7 (7): the certificate of deposit; not of data sent as not deposited (Art. 6 ¶2)."""

from verify.rules.articles.material import judge_category

__all__ = ["judge"]

judge = judge_category(7, shared=True)
