"""The deck in other programs' formats, one file a format."""
