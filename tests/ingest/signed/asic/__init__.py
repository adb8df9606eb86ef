"""Associated signature containers: what each signature covers."""
