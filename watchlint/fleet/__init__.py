"""Many repositories: listed, cloned, checked on any number of machines, kept in one file, and shown; fixes as branches."""
