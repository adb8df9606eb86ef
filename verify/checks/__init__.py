"""The checks: facts about one item, proof, seal or object; each returns findings, none raises."""
