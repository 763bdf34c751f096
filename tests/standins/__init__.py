"""Stand-ins for the services that the front door calls."""
