"""What governance costs those who work."""
