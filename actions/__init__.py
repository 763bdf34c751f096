"""Turns what was decided into words. Flat: rasa-sdk imports a sub-package by its last name alone."""
