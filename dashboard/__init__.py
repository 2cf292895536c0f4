"""The KPI dashboard: imports point downwards, from web and command line through services to the domain."""
