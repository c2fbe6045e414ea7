"""Good posters and trailers: taken in whole, and made into what placements need.

Kept tools do it: Pillow for posters, FFmpeg (PyAV) for teasers.
"""
