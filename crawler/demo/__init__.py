"""The demo province: simulated agency sites served on loopback, whose true counts are known."""
