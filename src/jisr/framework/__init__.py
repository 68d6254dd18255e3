"""What both parties signed: procedures, deadlines, forms, code lists, calendars, as data."""
