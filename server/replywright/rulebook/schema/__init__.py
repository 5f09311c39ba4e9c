"""What each kind of file under prompts/ may hold. Unknown keys are refused; JSON Schemas come from here."""
