import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { layoutOf } from "./layout.ts";
import { quartiles } from "./quartiles.ts";
import { type Player, teaser } from "./teaser.ts";
import { DWELL_MS, neededRatio, viewability } from "./viewable.ts";
import { ratingOf } from "./words.ts";

function clock() {
  let run: (() => void) | null = null;
  return {
    setTimeout(next: () => void, ms: number) {
      assert.equal(ms, DWELL_MS);
      run = next;
      return 1;
    },
    clearTimeout: () => void (run = null),
    pass: () => (run?.(), (run = null)),
  };
}

test("half for a second is a view, once", () => {
  const time = clock();
  const viewed = mock.fn();
  const seen = viewability(0.5, time, viewed);
  seen.update(0.49, true);
  time.pass();
  assert.equal(viewed.mock.callCount(), 0);
  seen.update(0.5, true);
  seen.update(0.9, true);
  time.pass();
  seen.update(0.1, true);
  seen.update(1, true);
  time.pass();
  assert.equal(viewed.mock.callCount(), 1);
});

test("a second that is broken, or in a hidden tab, is none", () => {
  const time = clock();
  const viewed = mock.fn();
  const seen = viewability(0.5, time, viewed);
  seen.update(1, true);
  seen.update(0.2, true);
  time.pass();
  seen.update(1, false);
  time.pass();
  assert.equal(viewed.mock.callCount(), 0);
});

test("a large ad needs less of itself in view", () => {
  assert.equal(neededRatio(970, 250), 0.3);
  assert.equal(neededRatio(300, 250), 0.5);
});

test("quartiles come in order, once each, the last at the end only", () => {
  const told: string[] = [];
  const progress = quartiles((quartile) => void told.push(quartile));
  progress.reached(0, Number.NaN);
  assert.deepEqual(told, []);
  progress.reached(0.1, 20);
  progress.reached(11, 20);
  progress.reached(3, 20);
  assert.deepEqual(told, ["start", "first", "midpoint"]);
  progress.reached(20, 20);
  assert.deepEqual(told.at(-1), "third");
  progress.ended();
  progress.ended();
  assert.deepEqual(told, ["start", "first", "midpoint", "third", "complete"]);
});

function player() {
  const events = new EventTarget();
  const deeds: string[] = [];
  const fake = {
    src: "",
    muted: true,
    currentTime: 0,
    duration: 10,
    addEventListener: events.addEventListener.bind(events),
    play: async () => {
      deeds.push("play");
      events.dispatchEvent(new Event("playing"));
    },
    pause: () => {
      deeds.push("pause");
      events.dispatchEvent(new Event("pause"));
    },
  };
  return { fake, deeds, player: fake as unknown as Player };
}

const MEDIA = { url: "https://ads.fr/media/t.mp4", mime: "video/mp4", width: 16, height: 9 };
const quiet = (): void => undefined;

test("a teaser loads and plays in view only, muted", () => {
  const { fake, deeds, player: video } = player();
  const running = teaser(video, MEDIA, false, quiet, quiet);
  running.update(0.4, true);
  assert.equal(fake.src, "");
  running.update(0.5, true);
  assert.equal(fake.src, MEDIA.url);
  running.update(0.1, true);
  running.update(1, true);
  assert.deepEqual(deeds, ["play", "pause", "play"]);
  assert.equal(fake.muted, true);
});

test("a teaser paused by hand stays so", () => {
  const { deeds, player: video } = player();
  const running = teaser(video, MEDIA, false, quiet, quiet);
  running.update(1, true);
  running.toggle();
  running.update(0, true);
  running.update(1, true);
  assert.deepEqual(deeds.filter((deed) => deed === "play").length, 1);
});

test("who asked for less motion starts it by hand", () => {
  const { deeds, player: video } = player();
  const running = teaser(video, MEDIA, true, quiet, quiet);
  running.update(1, true);
  assert.deepEqual(deeds, []);
  running.toggle();
  assert.deepEqual(deeds, ["play"]);
});

test("picture and words share each of the sizes", () => {
  const poster = 2 / 3;
  const film = 16 / 9;
  assert.equal(layoutOf(970 / 250, poster), "row");
  assert.equal(layoutOf(300 / 600, poster), "column");
  assert.equal(layoutOf(480 / 640, poster), "over");
  assert.equal(layoutOf(640 / 360, film), "over");
  assert.equal(layoutOf(300 / 250, film), "column");
});

test("films for all bear no mention", () => {
  assert.equal(ratingOf("Tous publics"), "");
  assert.equal(ratingOf(""), "");
  assert.equal(ratingOf("Interdit aux moins de 12 ans"), "Interdit aux moins de 12 ans");
  assert.equal(ratingOf("Tous publics avec avertissement"), "Tous publics avec avertissement");
});
