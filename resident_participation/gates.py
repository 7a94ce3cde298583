"""What this floor asks of rounds and projects; read at start-up (projects.apps)."""

from resident_participation.opinions import gates as opinions

__all__ = ["opinions"]
