"""Control charts: centre, limits and which chart suits."""
