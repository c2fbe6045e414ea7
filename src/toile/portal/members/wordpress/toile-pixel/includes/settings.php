<?php
/**
 * The settings page: Réglages → Toile.
 *
 * @package ToilePixel
 */

defined( 'ABSPATH' ) || exit;

/**
 * Tell WordPress what may be stored, and how it is cleaned.
 */
function toile_pixel_register() {
	register_setting(
		'toile_pixel',
		TOILE_PIXEL_OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => 'toile_pixel_sanitize',
			'show_in_rest'      => false,
		)
	);
}
add_action( 'admin_init', 'toile_pixel_register' );

/**
 * Put the page into the menu.
 */
function toile_pixel_menu() {
	add_options_page(
		__( 'Toile', 'toile-pixel' ),
		__( 'Toile', 'toile-pixel' ),
		'manage_options',
		'toile-pixel',
		'toile_pixel_page'
	);
}
add_action( 'admin_menu', 'toile_pixel_menu' );

/**
 * Lead from the list of plugins to the settings.
 *
 * @param string[] $links The links beside the plugin's name.
 * @return string[]
 */
function toile_pixel_links( $links ) {
	$url = admin_url( 'options-general.php?page=toile-pixel' );
	array_unshift( $links, '<a href="' . esc_url( $url ) . '">' . esc_html__( 'Réglages', 'toile-pixel' ) . '</a>' );
	return $links;
}
add_filter( 'plugin_action_links_' . plugin_basename( TOILE_PIXEL_FILE ), 'toile_pixel_links' );

/**
 * Draw the page.
 */
function toile_pixel_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$config  = toile_pixel_config();
	$options = toile_pixel_options();
	?>
	<div class="wrap">
		<h1><?php esc_html_e( 'Toile', 'toile-pixel' ); ?></h1>
		<p>
			<?php
			/* translators: %s: name of the cinema's site. */
			echo esc_html( sprintf( __( 'Le pixel de « %s » est sur toutes vos pages. Il se tait tant que le visiteur n’a pas dit oui.', 'toile-pixel' ), $config['name'] ) );
			?>
		</p>
		<form action="<?php echo esc_url( admin_url( 'options.php' ) ); ?>" method="post">
			<?php settings_fields( 'toile_pixel' ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="toile-site-key"><?php esc_html_e( 'Clé du site', 'toile-pixel' ); ?></label></th>
					<td>
						<input id="toile-site-key" class="regular-text code" type="text" maxlength="16" required
							name="<?php echo esc_attr( TOILE_PIXEL_OPTION ); ?>[site_key]"
							value="<?php echo esc_attr( $options['site_key'] ); ?>">
						<p class="description"><?php esc_html_e( 'Déjà remplie. Elle figure à la page « Pixel » du portail.', 'toile-pixel' ); ?></p>
					</td>
				</tr>
				<tr>
					<th scope="row"><label for="toile-consent-tool"><?php esc_html_e( 'Bandeau de cookies', 'toile-pixel' ); ?></label></th>
					<td>
						<select id="toile-consent-tool" name="<?php echo esc_attr( TOILE_PIXEL_OPTION ); ?>[consent_tool]">
							<?php foreach ( $config['tools'] as $code => $tool ) : ?>
								<option value="<?php echo esc_attr( $code ); ?>" <?php selected( $options['consent_tool'], $code ); ?>>
									<?php echo esc_html( $tool['name'] ); ?>
								</option>
							<?php endforeach; ?>
						</select>
						<p class="description"><?php esc_html_e( 'Un seul bandeau par site : celui de Toile, ou le vôtre.', 'toile-pixel' ); ?></p>
						<?php if ( function_exists( 'wp_has_consent' ) && 'toile' === $options['consent_tool'] ) : ?>
							<p class="description"><strong><?php esc_html_e( 'Une autre extension de ce site demande déjà le consentement (WP Consent API) : choisissez-la ici plutôt que le bandeau de Toile.', 'toile-pixel' ); ?></strong></p>
						<?php endif; ?>
					</td>
				</tr>
			</table>
			<?php submit_button( __( 'Enregistrer', 'toile-pixel' ) ); ?>
		</form>
		<p>
			<a href="<?php echo esc_url( admin_url( 'options-privacy.php?tab=policyguide' ) ); ?>"><?php esc_html_e( 'Le paragraphe pour votre page de confidentialité', 'toile-pixel' ); ?></a>
			&nbsp;·&nbsp;
			<a href="<?php echo esc_url( $config['portal_url'] ); ?>"><?php esc_html_e( 'Vérifier sur le portail', 'toile-pixel' ); ?></a>
		</p>
	</div>
	<?php
}
