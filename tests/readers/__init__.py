"""Documents made by code for the tests of the readers."""
