<?php
/**
 * The page where an administrator fills in the settings.
 *
 * @package IdContact
 */

defined( 'ABSPATH' ) || exit;

/**
 * Puts the page in the menu.
 */
function id_contact_add_settings_page() {
	add_options_page(
		__( 'ID Contact', 'id-contact' ),
		__( 'ID Contact', 'id-contact' ),
		'manage_options',
		'id-contact',
		'id_contact_show_settings_page'
	);
}

/**
 * Puts a link to the page in the list of plugins.
 *
 * @param string[] $links The links that are there.
 * @return string[]
 */
function id_contact_add_settings_link( $links ) {
	$link = sprintf(
		'<a href="%s">%s</a>',
		esc_url( admin_url( 'options-general.php?page=id-contact' ) ),
		esc_html__( 'Settings', 'id-contact' )
	);
	array_unshift( $links, $link );
	return $links;
}

/**
 * Shows the page.
 */
function id_contact_show_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$fields = array(
		'core'      => array( __( 'Address of the core', 'id-contact' ), 'https://contact.gemeente.example' ),
		'script'    => array( __( 'Address of the script', 'id-contact' ), 'https://contact.gemeente.example/sdk/0.1.0/id-contact-button.js' ),
		'integrity' => array( __( 'Hash of the script', 'id-contact' ), 'sha384-…' ),
		'phone'     => array( __( 'Your telephone number, shown when the core cannot be reached', 'id-contact' ), '14 026' ),
		'purpose'   => array( __( 'Purpose, when a page names none', 'id-contact' ), 'report_move' ),
	);
	$values = id_contact_settings();
	?>
	<div class="wrap">
		<h1><?php esc_html_e( 'ID Contact', 'id-contact' ); ?></h1>
		<p><?php esc_html_e( 'Your operator gives you these. The hash makes sure that only the script that they published can run.', 'id-contact' ); ?></p>
		<form action="options.php" method="post">
			<?php settings_fields( 'id-contact' ); ?>
			<table class="form-table" role="presentation">
			<?php foreach ( $fields as $name => list( $label, $example ) ) : ?>
				<tr>
					<th scope="row"><label for="<?php echo esc_attr( 'id-contact-' . $name ); ?>"><?php echo esc_html( $label ); ?></label></th>
					<td>
						<input class="large-text code" type="text" spellcheck="false" autocomplete="off"
							id="<?php echo esc_attr( 'id-contact-' . $name ); ?>"
							name="<?php echo esc_attr( ID_CONTACT_OPTION . '[' . $name . ']' ); ?>"
							aria-describedby="<?php echo esc_attr( 'id-contact-' . $name . '-example' ); ?>"
							value="<?php echo esc_attr( $values[ $name ] ); ?>" />
						<p class="description" id="<?php echo esc_attr( 'id-contact-' . $name . '-example' ); ?>">
							<?php
							/* translators: %s: an example of a value. */
							echo esc_html( sprintf( __( 'For instance: %s', 'id-contact' ), $example ) );
							?>
						</p>
					</td>
				</tr>
			<?php endforeach; ?>
			</table>
			<?php submit_button(); ?>
		</form>
	</div>
	<?php
}
