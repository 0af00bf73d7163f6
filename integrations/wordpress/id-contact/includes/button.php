<?php
/**
 * The button in a page: as a block and as a shortcode.
 *
 * @package IdContact
 */

defined( 'ABSPATH' ) || exit;

/**
 * Makes the block known; `block/block.json` describes it.
 */
function id_contact_register_block() {
	$block = register_block_type(
		dirname( __DIR__ ) . '/block',
		array( 'render_callback' => 'id_contact_render_block' )
	);
	if ( $block && ! empty( $block->editor_script ) ) {
		wp_set_script_translations( $block->editor_script, 'id-contact', dirname( __DIR__ ) . '/languages' );
	}
}

/**
 * Writes the block, with the margins and alignment that its editor gave it.
 *
 * @param array $attributes What was chosen in the editor.
 * @return string
 */
function id_contact_render_block( $attributes ) {
	$button = id_contact_button( $attributes );
	return '' === $button ? '' : sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), $button );
}

/**
 * `[id_contact purpose="report_move" label="…" channel="phone" method="digid" inline="yes"]`
 *
 * @param array|string $attributes What stands in the shortcode.
 * @return string
 */
function id_contact_shortcode( $attributes ) {
	$attributes = shortcode_atts(
		array(
			'purpose' => '',
			'label'   => '',
			'channel' => '',
			'method'  => '',
			'inline'  => '',
		),
		$attributes,
		'id_contact'
	);
	// Whoever writes `inline="no"` means that.
	$attributes['inline'] = in_array( $attributes['inline'], array( 'yes', 'true', '1', 'inline' ), true );
	return id_contact_button( $attributes );
}

/**
 * Writes the element, with a form in it for people without scripts. Nothing where it cannot work: an editor is told why.
 *
 * @param array $wanted Purpose, label, channel, method, inline.
 * @return string
 */
function id_contact_button( $wanted ) {
	$settings = id_contact_settings();
	$purpose  = empty( $wanted['purpose'] ) ? $settings['purpose'] : $wanted['purpose'];
	if ( ! id_contact_is_ready() ) {
		return id_contact_tell_editors( __( 'ID Contact: an administrator has to fill in the settings first.', 'id-contact' ) );
	}
	if ( ! id_contact_is_tag( $purpose ) ) {
		return id_contact_tell_editors( __( 'ID Contact: this button needs a purpose.', 'id-contact' ) );
	}
	wp_enqueue_script( 'id-contact-button' );

	$attributes = sprintf( ' core="%s" purpose="%s"', esc_url( $settings['core'] ), esc_attr( $purpose ) );
	if ( '' !== $settings['phone'] ) {
		$attributes .= sprintf( ' phone="%s"', esc_attr( $settings['phone'] ) );
	}
	foreach ( array( 'channel', 'method' ) as $name ) {
		if ( ! empty( $wanted[ $name ] ) && id_contact_is_tag( $wanted[ $name ] ) ) {
			$attributes .= sprintf( ' %s="%s"', $name, esc_attr( $wanted[ $name ] ) );
		}
	}
	if ( ! empty( $wanted['inline'] ) ) {
		$attributes .= ' inline';
	}
	$has_label = isset( $wanted['label'] ) && '' !== trim( $wanted['label'] );
	$label     = $has_label ? $wanted['label'] : __( 'Contact us safely', 'id-contact' );

	return sprintf(
		'<id-contact-button%1$s>%2$s<form method="post" action="%3$s"><input type="hidden" name="purpose" value="%4$s"><button>%5$s</button></form></id-contact-button>',
		$attributes,
		// The element has words of its own in every language; these are for a page that wants others.
		$has_label ? sprintf( '<span slot="label">%s</span>', esc_html( $label ) ) : '',
		esc_url( $settings['core'] . '/choose' ),
		esc_attr( $purpose ),
		esc_html( $label )
	);
}

/**
 * Tells those who can do something about it, and nobody else.
 *
 * @param string $message What is the matter.
 * @return string
 */
function id_contact_tell_editors( $message ) {
	return current_user_can( 'edit_posts' ) ? sprintf( '<p role="note">%s</p>', esc_html( $message ) ) : '';
}
