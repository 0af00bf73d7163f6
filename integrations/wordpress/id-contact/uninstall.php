<?php
/**
 * Takes the settings along when the plugin is deleted. It has kept nothing else.
 *
 * @package IdContact
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'id_contact' );
