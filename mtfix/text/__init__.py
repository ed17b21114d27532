"""Facts about text: characters, words, sentences, languages, addresses, provenance."""
