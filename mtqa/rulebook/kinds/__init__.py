"""The kinds of rule, one module each: `read(table, context)` takes a rule file's keys and returns its Finder."""
