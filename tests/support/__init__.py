"""What the tests share: a PostgreSQL server of their own, a browser, paths to data that is not ours to ship."""
