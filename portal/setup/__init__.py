"""What a new installation starts from: groups, pages, vocabulary, wordings. The data are YAML."""
