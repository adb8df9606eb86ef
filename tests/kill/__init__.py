"""What survives: workers killed, stopped and out of time, on SQLite and on PostgreSQL."""
