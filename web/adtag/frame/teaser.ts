/**
 * The teaser: poster first, loaded only in view, muted until the visitor asks for
 * sound, paused out of view, never started against `prefers-reduced-motion`.
 */

import type { FrameMedia, Quartile } from "../../contract/wire.ts";
import { quartiles } from "./quartiles.ts";

const IN_VIEW = 0.5;

/** What the teaser needs of its video element. */
export type Player = Pick<
  HTMLVideoElement,
  "src" | "muted" | "currentTime" | "duration" | "play" | "pause" | "addEventListener"
>;

export interface Teaser {
  update(ratio: number, shown: boolean): void;
  toggle(): void;
  toggleSound(): void;
}

export interface TeaserState {
  readonly playing: boolean;
  readonly muted: boolean;
}

export function teaser(
  player: Player,
  media: FrameMedia,
  reducedMotion: boolean,
  report: (quartile: Quartile) => void,
  changed: (state: TeaserState) => void,
): Teaser {
  const progress = quartiles(report);
  let playing = false;
  let wanted = !reducedMotion;
  let inView = false;

  const tell = (): void => changed({ playing, muted: player.muted });
  const set = (now: boolean): void => {
    playing = now;
    tell();
  };
  const play = (): void => {
    if (!player.src) player.src = media.url;
    // A browser may refuse; the play button stays.
    player.play().catch(() => set(false));
  };

  player.addEventListener("playing", () => set(true));
  player.addEventListener("pause", () => set(false));
  player.addEventListener("timeupdate", () =>
    progress.reached(player.currentTime, player.duration),
  );
  player.addEventListener("ended", () => {
    progress.ended();
    wanted = false;
    set(false);
  });

  return {
    update(ratio, shown) {
      const now = shown && ratio >= IN_VIEW - 0.005;
      if (now === inView) return;
      inView = now;
      if (inView && wanted) play();
      else if (!inView && player.src) player.pause();
    },
    toggle() {
      wanted = !playing;
      if (wanted) play();
      else player.pause();
    },
    toggleSound() {
      player.muted = !player.muted;
      tell();
    },
  };
}
