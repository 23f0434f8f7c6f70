"""The typed rows that coding gives, and their JSON."""
