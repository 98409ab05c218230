"""Pictures."""

from wagtail.blocks import CharBlock, StructBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock as DescribedImageBlock


class ImageBlock(StructBlock):
    """A picture: described for those who cannot see it, or said to be only decoration."""

    image = DescribedImageBlock()
    caption = CharBlock(required=False, max_length=200)

    class Meta:
        icon = "image"
        label = "Image"
        group = "Words and pictures"
        description = "A picture with a description, and a caption if you like"
        template = "blocks/image.html"

    def get_preview_value(self):
        """Return the newest picture of the library, or an empty block where there is none."""
        image = get_image_model().objects.order_by("-pk").first()
        if image:
            image.contextual_alt_text, image.decorative = image.default_alt_text, False
        return self.to_python({}) | {"image": image, "caption": "People at a café"}

    @property
    def is_previewable(self):
        return True
