"""Static files with the hash of their content in their name, compressed, for production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, tolerating references to source maps that do not exist.

    The CSS and JS of wagtail-nhsuk-frontend name a `.map` file which the package does not ship.
    Django rewrites every reference to its hashed name and stops the whole `collectstatic` where
    the file is missing. A source map only helps someone who debugs, so such a reference is left
    as it is; any other missing file still stops the build.
    """

    def url_converter(self, name, hashed_files, template=None):
        convert = super().url_converter(name, hashed_files, template)

        def convert_or_leave(match):
            try:
                return convert(match)
            except ValueError:
                if match["url"].strip().endswith(".map"):
                    return match["matched"]
                raise

        return convert_or_leave
