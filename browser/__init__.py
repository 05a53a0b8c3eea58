"""The browser front end: pages that draw what the engine answers. Nothing here knows more than `qa` does."""
