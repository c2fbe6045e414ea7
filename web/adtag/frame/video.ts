/** Put a teaser over the poster, with its play and sound buttons. */

import type { FrameAd, FrameMedia } from "../../contract/wire.ts";
import { element } from "./draw.ts";
import { type Teaser, type TeaserState, teaser } from "./teaser.ts";
import { PAUSE, PLAY, SOUND_OFF, SOUND_ON } from "./words.ts";

export function addTeaser(
  ad: FrameAd,
  media: FrameMedia,
  root: HTMLElement,
  art: HTMLElement,
  load: (address: string) => void,
): Teaser {
  const video = document.createElement("video");
  // Set as attributes too: browsers judge autoplay by them.
  video.muted = true;
  video.setAttribute("muted", "");
  video.playsInline = true;
  video.preload = "none";
  video.disableRemotePlayback = true;
  video.tabIndex = -1;
  video.setAttribute("aria-hidden", "true");
  art.append(video);

  const play = button("play");
  const sound = button("sound");
  const controls = element("div", "controls");
  controls.append(play, sound);
  root.append(controls);

  const show = ({ playing, muted }: TeaserState): void => {
    label(play, playing ? PAUSE : PLAY, playing ? "pause" : "play");
    label(sound, muted ? SOUND_ON : SOUND_OFF, muted ? "muted" : "loud");
    // The first picture stays until the film moves, and comes back when it is over.
    art.toggleAttribute("data-video", video.currentTime > 0 && !video.ended);
  };
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const running = teaser(
    video,
    media,
    still || !ad.autoplay,
    (quartile) => load(`${ad.video_url}&q=${quartile}`),
    show,
  );
  video.addEventListener("timeupdate", () => art.toggleAttribute("data-video", true), {
    once: true,
  });
  play.addEventListener("click", running.toggle);
  sound.addEventListener("click", running.toggleSound);
  show({ playing: false, muted: true });
  return running;
}

function button(name: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  return made;
}

function label(made: HTMLButtonElement, text: string, icon: string): void {
  made.setAttribute("aria-label", text);
  made.title = text;
  made.dataset.icon = icon;
}
