"""Pure computation: values in, values out; no Django, no clock, no hidden randomness."""
