"""Rasa's extension points: the parts of config.yml and endpoints.yml that are ours. Each only gathers evidence."""
