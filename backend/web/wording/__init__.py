"""The pages' and scripts' words in other languages: gettext catalogues beside the English, which stays the source."""
