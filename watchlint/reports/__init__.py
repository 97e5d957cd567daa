"""One output format a module, each with `render(report) -> str`."""
