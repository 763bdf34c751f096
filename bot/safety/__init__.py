"""The crisis net: notices danger in a resident's text, at any hour, without Rasa."""
