<?php
/**
 * Plugin Name:       Toile – le pixel des salles Art et Essai
 * Description:       Pose le pixel de Toile et son bandeau sur toutes les pages, avec la clé de votre cinéma. Rien n’est collecté avant le oui du visiteur, ni après un non.
 * Version:           1.0.0
 * Requires at least: 5.7
 * Requires PHP:      7.2
 * Author:            Toile
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       toile-pixel
 *
 * @package ToilePixel
 */

defined( 'ABSPATH' ) || exit;

define( 'TOILE_PIXEL_FILE', __FILE__ );

require __DIR__ . '/includes/options.php';
require __DIR__ . '/includes/scripts.php';
require __DIR__ . '/includes/privacy.php';

if ( is_admin() ) {
	require __DIR__ . '/includes/settings.php';
}
