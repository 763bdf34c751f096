"""The knowledge that lives in the database: programs imported from official sources, and what people edit."""
