<?php
/**
 * The scripts in the head of every page, by WordPress's own writers of script tags.
 *
 * @package ToilePixel
 */

defined( 'ABSPATH' ) || exit;

/**
 * Write the scripts of the consent tool in force: nothing more, and no call to anybody.
 */
function toile_pixel_head() {
	if ( is_customize_preview() ) {
		return;
	}
	$config  = toile_pixel_config();
	$options = toile_pixel_options();
	$tool    = $options['consent_tool'];
	if ( ! isset( $config['tools'][ $tool ] ) ) {
		return;
	}
	foreach ( $config['tools'][ $tool ]['scripts'] as $script ) {
		$attributes = $script['attributes'];
		if ( isset( $attributes['src'] ) ) {
			$attributes['src'] = esc_url_raw( add_query_arg( 'site', $options['site_key'], $attributes['src'] ) );
			wp_print_script_tag( $attributes );
		} else {
			wp_print_inline_script_tag( $script['code'], $attributes );
		}
	}
}
// Early: what hears a consent tool should be there before the tool speaks.
add_action( 'wp_head', 'toile_pixel_head', 2 );
