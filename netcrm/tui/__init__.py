"""The screens: thin, over the services. Nothing is imported here, so that naming the package costs nothing."""
