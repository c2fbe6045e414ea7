<?php
/**
 * What the portal wrote into this plugin, and what the cinema has changed since.
 *
 * @package ToilePixel
 */

defined( 'ABSPATH' ) || exit;

define( 'TOILE_PIXEL_OPTION', 'toile_pixel' );

/**
 * The portal's own file: cinema, site key, consent tools with their scripts, notice.
 *
 * @return array
 */
function toile_pixel_config() {
	static $config = null;
	if ( null === $config ) {
		$config = require dirname( TOILE_PIXEL_FILE ) . '/toile-config.php';
	}
	return $config;
}

/**
 * The site key and the consent tool in force.
 *
 * @return array
 */
function toile_pixel_options() {
	$config = toile_pixel_config();
	$chosen = get_option( TOILE_PIXEL_OPTION, array() );
	return wp_parse_args(
		is_array( $chosen ) ? $chosen : array(),
		array(
			'site_key'     => $config['site_key'],
			'consent_tool' => $config['consent_tool'],
		)
	);
}

/**
 * Keep only a key that the portal could have made, and a tool that it knows.
 *
 * @param mixed $given What the settings page sent.
 * @return array
 */
function toile_pixel_sanitize( $given ) {
	$config = toile_pixel_config();
	$kept   = toile_pixel_options();
	$given  = is_array( $given ) ? $given : array();
	$key    = isset( $given['site_key'] ) ? sanitize_text_field( $given['site_key'] ) : '';
	$tool   = isset( $given['consent_tool'] ) ? sanitize_key( $given['consent_tool'] ) : '';
	if ( preg_match( '/^[A-Za-z0-9_-]{16}$/', $key ) ) {
		$kept['site_key'] = $key;
	} else {
		add_settings_error(
			TOILE_PIXEL_OPTION,
			'toile_pixel_key',
			__( 'Une clé a 16 signes : lettres, chiffres, tirets. Recopiez celle de la page « Pixel » du portail ; l’ancienne est gardée.', 'toile-pixel' )
		);
	}
	if ( isset( $config['tools'][ $tool ] ) ) {
		$kept['consent_tool'] = $tool;
	}
	return $kept;
}
