"""What comes in: received, looked into, accepted with a receipt, or refused with nothing kept."""
