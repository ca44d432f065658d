"""Times with social services: opened by staff, booked by residents."""
