"""The durable_rules reading."""
