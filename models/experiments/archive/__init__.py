"""The process behind the list of earlier runs: it reads the library, so that no window waits."""
