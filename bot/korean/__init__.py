"""Korean as residents write it and as they like to read it."""
