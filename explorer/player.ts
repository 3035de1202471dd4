/** The clock of the animation. */
export interface Player {
  /** Seconds since the migrations began. */
  seconds: number;
  /** End of the longest migration. */
  endSeconds: number;
  playing: boolean;
  /** Seconds of migration per second of playing; `null`: the whole animation takes {@linkcode WHOLE_SECONDS}. */
  speed: number | null;
}

/** Length of the animation at the default speed. */
export const WHOLE_SECONDS = 10;

/** The player `passed` seconds later. It stops at the end. */
export function advance(player: Player, passed: number): Player {
  if (!player.playing) return player;
  const rate = player.speed ?? player.endSeconds / WHOLE_SECONDS;
  const seconds = Math.min(player.endSeconds, player.seconds + passed * rate);
  return { ...player, seconds, playing: seconds < player.endSeconds };
}

/** Pauses, or plays: from the start if it is at the end. */
export function togglePlay(player: Player): Player {
  if (player.playing) return { ...player, playing: false };
  const seconds = player.seconds >= player.endSeconds ? 0 : player.seconds;
  return { ...player, seconds, playing: true };
}

/** Pauses and moves by `count` of `steps` equal steps; a negative count moves back. */
export function step(player: Player, count: number, steps: number): Player {
  const size = player.endSeconds / steps || 1;
  const place = Math.round(player.seconds / size) + count;
  return { ...player, seconds: Math.min(player.endSeconds, Math.max(0, place * size)), playing: false };
}

/** Pauses at a share of the whole, 0 to 1. */
export function seek(player: Player, share: number): Player {
  return { ...player, seconds: player.endSeconds * share, playing: false };
}

/** The player for other migrations. If it plays, it starts again; if it is paused, it keeps its share of the whole. */
export function withEnd(player: Player, endSeconds: number): Player {
  if (player.playing) return { ...player, seconds: 0, endSeconds };
  const share = player.endSeconds > 0 ? player.seconds / player.endSeconds : 0;
  return { ...player, seconds: share * endSeconds, endSeconds };
}
