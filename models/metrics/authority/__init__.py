"""What holders of agents' identities could do, against what they need."""
