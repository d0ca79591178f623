"""What stands on a system, from the staff lines outwards."""
