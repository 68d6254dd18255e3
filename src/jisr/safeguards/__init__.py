"""The rules on what may be sent, received, read and kept.  Pure; any doubt is a denial."""
