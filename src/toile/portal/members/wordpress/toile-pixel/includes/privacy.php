<?php
/**
 * The notice for WordPress's privacy guide, and the word to the WP Consent API.
 *
 * @package ToilePixel
 */

defined( 'ABSPATH' ) || exit;

/**
 * Suggest the paragraph for the privacy page (Réglages → Confidentialité → guide).
 */
function toile_pixel_privacy_content() {
	$config = toile_pixel_config();
	wp_add_privacy_policy_content(
		__( 'Toile, publicité des salles Art et Essai', 'toile-pixel' ),
		wp_kses_post( wpautop( make_clickable( esc_html( $config['notice'] ) ) ) )
	);
}
add_action( 'admin_init', 'toile_pixel_privacy_content' );

// The WP Consent API lists plugins that wait for a visitor's choice: this one does.
add_filter( 'wp_consent_api_registered_' . plugin_basename( TOILE_PIXEL_FILE ), '__return_true' );

/**
 * Describe what a yes puts into the browser, where the WP Consent API asks for it.
 */
function toile_pixel_cookie_info() {
	if ( ! function_exists( 'wp_add_cookie_info' ) ) {
		return;
	}
	wp_add_cookie_info(
		'toile',
		'Toile',
		'marketing',
		__( '6 mois', 'toile-pixel' ),
		__( 'Garde le reçu de votre choix et permet de l’effacer.', 'toile-pixel' ),
		false,
		false,
		false
	);
}
add_action( 'plugins_loaded', 'toile_pixel_cookie_info' );
