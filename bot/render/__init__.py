"""Views and the buttons on them, pure: values in, text and keyboard out. It may import `locales` and below."""
