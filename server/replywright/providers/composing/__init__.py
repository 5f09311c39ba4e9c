"""How the composer builds a text: the case, the outline, the voice, the fit."""
