"""What ships with this floor: autodiscovered through here, subject by subject."""
