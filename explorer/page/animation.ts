/// <reference lib="dom" />
import type { MigrationResult } from "../../lib/engine/run/result.ts";
import { formatNumber, formatSeconds } from "../../lib/text/format.ts";
import { ENGINES } from "../../lib/scenario/names.ts";
import type { Engine } from "../../lib/scenario/types.ts";
import type { Results } from "../comparison.ts";
import { advance, type Player, seek, step, togglePlay, withEnd } from "../player.ts";
import { type Reel, REEL_FRAMES } from "../reel.ts";
import { byId, setText } from "./elements.ts";
import { gridColors, gridView } from "./grid-view.ts";

/** The page grids of all engines with a common clock and its controls. Starts paused if the reader prefers reduced motion. */
export function createAnimation() {
  const views = ENGINES.map((engine) => gridView(engine));
  byId("grids").append(...views.map(({ node }) => node));
  const play = byId<HTMLButtonElement>("play");
  const scrubber = byId<HTMLInputElement>("scrubber");
  const speed = byId<HTMLSelectElement>("speed");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scrubber.max = `${REEL_FRAMES}`;
  let colors = gridColors();
  let player: Player = { seconds: calm ? 0.5 : 0, endSeconds: 1, playing: !calm, speed: null };
  let lastTick: number | undefined;

  function draw(): void {
    const { seconds, endSeconds, playing } = player;
    views.forEach((view) => view.draw(seconds, colors));
    setText(byId("clock"), `${formatSeconds(seconds)} of ${formatSeconds(endSeconds)}`);
    scrubber.value = `${endSeconds > 0 ? seconds / endSeconds * REEL_FRAMES : 0}`;
    scrubber.setAttribute("aria-valuetext", formatSeconds(seconds));
    scrubber.style.setProperty("--share", `${seconds / endSeconds}`);
    setText(play, playing ? "Pause" : seconds >= endSeconds ? "Play again" : "Play");
    byId("animation").dataset.playing = `${playing}`;
    byId("animation").dataset.seconds = `${seconds}`;
  }

  function tick(now: number): void {
    const passed = lastTick === undefined ? 0 : Math.min(0.25, (now - lastTick) / 1000);
    player = advance(player, passed);
    lastTick = player.playing ? now : undefined;
    draw();
    if (player.playing) requestAnimationFrame(tick);
  }

  function set(next: Player): void {
    const wasPlaying = lastTick !== undefined;
    player = next;
    if (player.playing && !wasPlaying) {
      lastTick = performance.now();
      requestAnimationFrame(tick);
    }
    if (!player.playing) draw();
  }

  play.addEventListener("click", () => set(togglePlay(player)));
  byId("back").addEventListener("click", () => set(step(player, -1, REEL_FRAMES)));
  byId("forward").addEventListener("click", () => set(step(player, 1, REEL_FRAMES)));
  scrubber.addEventListener("input", () => set(seek(player, scrubber.valueAsNumber / REEL_FRAMES)));
  speed.addEventListener("change", () => set({ ...player, speed: speed.value === "" ? null : Number(speed.value) }));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colors = gridColors();
    draw();
  });
  new ResizeObserver(draw).observe(byId("grids"));

  return {
    /** Sets the end of the clock to that of the longest run. */
    setRuns: (results: Results) => {
      const ends = ENGINES.map((engine) => results[engine]?.totalSeconds ?? 0);
      set(withEnd(player, Math.max(...ends)));
    },
    /** Marks the films as those of an earlier state. */
    markOld: () => views.forEach((view) => view.markOld()),
    markComputing: () => views.forEach((view) => view.markComputing()),
    load(engine: Engine, reel: Reel, result: MigrationResult): void {
      views[ENGINES.indexOf(engine)].load(reel, result);
      const pages = Math.round(reel.pages / reel.cells);
      setText(
        byId("scale"),
        pages > 1 ? `Each square is ${formatNumber(pages)} pages and shows the state of one.` : "",
      );
      if (!player.playing) draw();
    },
  };
}
