"""mtqa: a quality checker for machine-translated wire-service copy."""

__version__ = "0.1.0"
