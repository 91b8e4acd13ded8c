"""Models: their files, the local server, the chat model of the settings, and the prompts."""
