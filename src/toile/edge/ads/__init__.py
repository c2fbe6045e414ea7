"""The ads wing's doors: decision, frame, counting, click, media, and its cookie."""
