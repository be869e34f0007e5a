"""The frame around the pages: bars, strip, problems, and the window itself."""
