"""Systems on sheets, with headings, foot lines, warnings and reminders."""
