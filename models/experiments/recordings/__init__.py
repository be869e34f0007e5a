"""The process behind playback: it records replications, one after the other."""
