"""Tables of coded documents: their columns, their files, and the folder that holds them."""
