<?php
/**
 * What an administrator copies once from the operator of ID Contact.
 *
 * Only they can set the addresses: whoever writes a page chooses a purpose, not the server that residents are sent to.
 *
 * @package IdContact
 */

defined( 'ABSPATH' ) || exit;

/**
 * The name under which WordPress keeps the settings.
 */
const ID_CONTACT_OPTION = 'id_contact';

/**
 * Gives the settings; each is an empty text until it is set.
 *
 * @return array{core: string, script: string, integrity: string, phone: string, purpose: string}
 */
function id_contact_settings() {
	$empty = array(
		'core'      => '',
		'script'    => '',
		'integrity' => '',
		'phone'     => '',
		'purpose'   => '',
	);
	$saved = get_option( ID_CONTACT_OPTION );
	return is_array( $saved ) ? array_merge( $empty, array_intersect_key( $saved, $empty ) ) : $empty;
}

/**
 * Tells whether the button can be shown.
 *
 * @return bool
 */
function id_contact_is_ready() {
	$settings = id_contact_settings();
	return '' !== $settings['core'] && '' !== $settings['script'] && '' !== $settings['integrity'];
}

/**
 * Makes the settings known, with who checks them.
 */
function id_contact_register_settings() {
	register_setting(
		'id-contact',
		ID_CONTACT_OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => 'id_contact_check_settings',
			'show_in_rest'      => false,
		)
	);
}

/**
 * Keeps what can be used of what an administrator sent, and says what cannot.
 *
 * @param mixed $sent What was sent.
 * @return array{core: string, script: string, integrity: string, phone: string, purpose: string}
 */
function id_contact_check_settings( $sent ) {
	$kept = id_contact_settings();
	$sent = is_array( $sent ) ? array_map( 'strval', array_filter( $sent, 'is_scalar' ) ) : array();

	$checks = array(
		'core'      => 'id_contact_is_address',
		'script'    => 'id_contact_is_address',
		'integrity' => 'id_contact_is_hash',
		'phone'     => 'id_contact_is_phone',
		'purpose'   => 'id_contact_is_tag',
	);
	$faults = array(
		'core'      => __( 'The address of the core must begin with https://.', 'id-contact' ),
		'script'    => __( 'The address of the script must begin with https://.', 'id-contact' ),
		'integrity' => __( 'The hash must begin with sha384- and be copied whole.', 'id-contact' ),
		'phone'     => __( 'A telephone number has digits and spaces, and perhaps a + before them.', 'id-contact' ),
		'purpose'   => __( 'A purpose has letters, digits, hyphens and underscores.', 'id-contact' ),
	);
	foreach ( $checks as $name => $is_usable ) {
		$value = isset( $sent[ $name ] ) ? trim( $sent[ $name ] ) : $kept[ $name ];
		if ( '' === $value || $is_usable( $value ) ) {
			$kept[ $name ] = 'core' === $name ? untrailingslashit( $value ) : $value;
		} else {
			add_settings_error( ID_CONTACT_OPTION, 'id-contact-' . $name, $faults[ $name ] );
		}
	}
	return $kept;
}

/**
 * An address that a browser may be sent to: encrypted, or on this machine.
 *
 * @param string $value What was typed.
 * @return bool
 */
function id_contact_is_address( $value ) {
	$parts = wp_parse_url( $value );
	if ( ! is_array( $parts ) || empty( $parts['scheme'] ) || empty( $parts['host'] ) || isset( $parts['user'] ) || isset( $parts['query'] ) || isset( $parts['fragment'] ) ) {
		return false;
	}
	$is_local = in_array( $parts['host'], array( 'localhost', '127.0.0.1' ), true );
	return 'https' === $parts['scheme'] || ( 'http' === $parts['scheme'] && $is_local );
}

/**
 * A hash for Subresource Integrity.
 *
 * @param string $value What was typed.
 * @return bool
 */
function id_contact_is_hash( $value ) {
	return 1 === preg_match( '/^sha384-[A-Za-z0-9+\/]{64}$/D', $value );
}

/**
 * A telephone number as people read it, which a link can call.
 *
 * @param string $value What was typed.
 * @return bool
 */
function id_contact_is_phone( $value ) {
	return 1 === preg_match( '/^\+?[0-9](?: ?[0-9]){2,14}$/D', $value );
}

/**
 * The tag of a purpose, a channel or a method.
 *
 * @param string $value What was typed.
 * @return bool
 */
function id_contact_is_tag( $value ) {
	return 1 === preg_match( '/^[A-Za-z0-9_-]{1,64}$/D', $value );
}
