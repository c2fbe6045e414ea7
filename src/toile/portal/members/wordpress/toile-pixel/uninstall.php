<?php
/**
 * Leave nothing behind: the one option, on each site of a network.
 *
 * @package ToilePixel
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $toile_site ) {
		switch_to_blog( $toile_site );
		delete_option( 'toile_pixel' );
		restore_current_blog();
	}
} else {
	delete_option( 'toile_pixel' );
}
