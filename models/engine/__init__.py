"""The engine: control plane in SimPy, data plane in numpy."""
