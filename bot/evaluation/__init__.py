"""How good the understanding is, by the measures of the triage contract."""
