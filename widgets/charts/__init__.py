"""Pictures of the data sets that recipes make."""
