"""Servers on loopback that misbehave, and whole crawls of them."""
