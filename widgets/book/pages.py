"""Pages that every reader can use."""


def setup(app):
    pass
