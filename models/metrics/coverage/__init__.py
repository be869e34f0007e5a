"""What is recorded, of whom, and seen in time."""
