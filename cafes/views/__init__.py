"""Booking a place, and staff's screens of cafés."""
