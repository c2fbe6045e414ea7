"""Accountability: what the law asks to keep written about what is done with data.

Five kinds of documents (registers, impact assessment, retention, subprocessors, the
label of the segment), each a list of entries. Those that this version of Toile was
delivered with are in ``origin``; what people write over them is kept version by version
and never changed. Source: regulation (EU) 2016/679, articles 5, 28, 30 and 35; IAB Tech
Lab, Data Transparency label (SPECS §3.2, §8).
"""
