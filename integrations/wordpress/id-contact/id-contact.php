<?php
/**
 * Plugin Name:       ID Contact
 * Description:       Contact with your municipality by phone, chat or video, with verified details: a block and a shortcode.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           EUPL-1.2
 * License URI:       https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12
 * Text Domain:       id-contact
 * Domain Path:       /languages
 *
 * @package IdContact
 */

defined( 'ABSPATH' ) || exit;

require_once __DIR__ . '/includes/settings.php';
require_once __DIR__ . '/includes/settings-page.php';
require_once __DIR__ . '/includes/script.php';
require_once __DIR__ . '/includes/button.php';

add_action( 'init', 'id_contact_load_translations', 5 );
add_action( 'init', 'id_contact_register_script' );
add_action( 'init', 'id_contact_register_block' );
add_action( 'admin_init', 'id_contact_register_settings' );
add_action( 'admin_menu', 'id_contact_add_settings_page' );
add_filter( 'plugin_action_links_' . plugin_basename( __FILE__ ), 'id_contact_add_settings_link' );
add_filter( 'script_loader_tag', 'id_contact_script_tag', 10, 3 );
add_shortcode( 'id_contact', 'id_contact_shortcode' );

/**
 * Makes the texts known in the language of the site.
 */
function id_contact_load_translations() {
	load_plugin_textdomain( 'id-contact', false, dirname( plugin_basename( __FILE__ ) ) . '/languages' );
}
