"""What every request passes on its way in and out; pure ASGI, nothing is held back or copied."""
