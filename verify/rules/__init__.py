"""The guideline as rules: elements, dated tables, articles, debt, and the admission verdict."""
