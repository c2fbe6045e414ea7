/** The words of an ad. Ads are bought and shown in France: they are in French. */

export const CTA = "Voir la fiche du film";
export const WHY = "Pourquoi cette publicité ?";
export const NEAR = "À voir près de chez vous";
export const PLAY = "Lire la bande-annonce";
export const PAUSE = "Mettre en pause";
export const SOUND_ON = "Activer le son";
export const SOUND_OFF = "Couper le son";

/** Films for all need no mention. */
export function ratingOf(rating: string): string {
  return /^tous?(te)?s?\s+publics?$/i.test(rating.trim()) ? "" : rating.trim();
}

export function linkLabel(title: string): string {
  return `${title} – ${CTA}`;
}
