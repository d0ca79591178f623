"""Where everything goes on paper: spacing, lines, pages, skylines, furniture, the display list, the audit."""
