"""Public pages, kept for the next visitor until anything changes (docs/adr/0009).

`changes` notices every write to the database that public pages may show, and `generation` gives the
pages since the last of them a name. `middleware` keeps pages under that name.
"""
