"""Paper: display lists to PDF, the archival form, and reading back what was printed."""
