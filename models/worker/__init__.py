"""The worker process: computes one cell after another and stores nothing."""
