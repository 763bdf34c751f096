"""The second tier: imported programs, and what finds them."""
