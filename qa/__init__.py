"""Ask a folder of documents a question; get the figure, the words and the place, with nothing made up."""

__version__ = "0.1.0"
