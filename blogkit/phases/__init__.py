"""What `pipeline.build` does, in three phases: read the site, draw up the plan, make what changed."""
