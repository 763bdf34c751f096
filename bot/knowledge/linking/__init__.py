"""Which of our own programs a message is about."""
