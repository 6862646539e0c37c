"""vCard 2.1, 3.0 and 4.0, read as people's phones and programs write them.

The way of a file: `cards` cuts the stream into outermost cards, `encoding` and `lines` turn the bytes of one card into
content lines with `headers`, `sheet` gathers what they say, `reader` makes the draft. `fence` alone knows vobject.
"""
