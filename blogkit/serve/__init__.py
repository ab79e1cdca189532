"""The preview: build, serve on loopback, and build again on every save."""
