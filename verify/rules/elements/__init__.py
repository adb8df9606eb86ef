"""The element list 要素列表: one definition of its fields, and what is read by it."""
