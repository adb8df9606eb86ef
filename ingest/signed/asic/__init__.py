"""Associated signature containers with CAdES and time-stamp tokens (ETSI EN 319 162-1)."""
