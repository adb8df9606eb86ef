"""Articles of the guideline, and of the rules of online litigation: each one rule, in one file."""
