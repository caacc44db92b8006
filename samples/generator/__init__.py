"""Writes samples/inbox: invented documents in real shapes, packed as the exchange axis and offices pack them."""
