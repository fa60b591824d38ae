"""Functions for rules that regular expressions cannot express; each module lists its own in FUNCTIONS."""
