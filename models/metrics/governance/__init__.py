"""Whether there is somebody who knows."""
