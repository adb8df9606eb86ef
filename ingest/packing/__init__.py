"""A platform's own folder, made into a signed package."""
