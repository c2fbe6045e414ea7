"""The pages of agreements: reading, signing, answering, ending, checking a paper."""
