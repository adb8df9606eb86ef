"""The court's element list 要素列表: template, reading, attachments, packing (Art. 6 ¶2)."""
