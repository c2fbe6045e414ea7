"""Toile pools the audience of arthouse cinema sites, under the cinemas' control."""

__version__ = "0.1.0"
