"""Who watches what: one module a dev server, each a pure function from facts to a WatchPlan. Knows no rule."""
