<?php
/**
 * The element's script: from the municipality's own server, pinned by its hash, and only on pages that have a button.
 *
 * @package IdContact
 */

defined( 'ABSPATH' ) || exit;

/**
 * Makes the script known. A button on the page asks for it.
 */
function id_contact_register_script() {
	if ( id_contact_is_ready() ) {
		// A version would become a query in the address, and the address already names one.
		wp_register_script( 'id-contact-button', id_contact_settings()['script'], array(), null, true ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
	}
}

/**
 * Writes the tag of the script as a module with its hash, which WordPress does not do by itself.
 *
 * @param string $tag    The tag that WordPress made.
 * @param string $handle Which script it is of.
 * @param string $src    The address.
 * @return string
 */
function id_contact_script_tag( $tag, $handle, $src ) {
	if ( 'id-contact-button' !== $handle ) {
		return $tag;
	}
	return wp_get_script_tag(
		array(
			'type'        => 'module',
			'src'         => esc_url_raw( $src ),
			'integrity'   => id_contact_settings()['integrity'],
			'crossorigin' => 'anonymous',
		)
	);
}
