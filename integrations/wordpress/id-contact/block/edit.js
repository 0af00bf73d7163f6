/**
 * The block in the editor: a picture of the button, and its settings beside it. The button itself does not run there. The page is written
 * by PHP, so nothing but what was chosen is kept in it.
 */
;(({ blocks, blockEditor, components, element, i18n }) => {
  const { createElement: h, Fragment } = element
  const { InspectorControls, RichText, useBlockProps } = blockEditor
  const { PanelBody, TextControl, ToggleControl } = components
  const { __ } = i18n

  const Edit = ({ attributes, setAttributes }) => {
    const text = (name, label, help) =>
      h(TextControl, {
        label,
        help,
        value: attributes[name],
        onChange: (value) => setAttributes({ [name]: value.trim() }),
      })
    return h(
      Fragment,
      null,
      h(
        InspectorControls,
        null,
        h(
          PanelBody,
          { title: __('Contact', 'id-contact') },
          text(
            'purpose',
            __('Purpose', 'id-contact'),
            __('The tag that your operator gave you. Empty: that of the settings.', 'id-contact'),
          ),
          text(
            'channel',
            __('Channel', 'id-contact'),
            __('phone, chat or video. Empty: all that there are.', 'id-contact'),
          ),
          text(
            'method',
            __('Method to log in', 'id-contact'),
            __('The tag of one method. Empty: all that there are.', 'id-contact'),
          ),
          h(ToggleControl, {
            label: __('Ask the questions in the page, not in a dialog', 'id-contact'),
            checked: attributes.inline,
            onChange: (inline) => setAttributes({ inline }),
          }),
        ),
      ),
      h(
        'div',
        useBlockProps(),
        h(RichText, {
          tagName: 'span',
          className: 'wp-element-button',
          allowedFormats: [],
          withoutInteractiveFormatting: true,
          'aria-label': __('Words on the button', 'id-contact'),
          placeholder: __('Contact us safely', 'id-contact'),
          value: attributes.label,
          onChange: (label) => setAttributes({ label }),
        }),
      ),
    )
  }

  blocks.registerBlockType('id-contact/button', { edit: Edit, save: () => null })
})(globalThis.wp)
