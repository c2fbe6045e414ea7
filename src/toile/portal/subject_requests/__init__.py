"""Requests of persons that came by letter or mail: a register with its clock (art. 12).

``clock`` tells until when each must be answered, ``services`` registers, prolongs,
answers and closes. What concerns a browser alone, its person does on « Mes données ».
"""
