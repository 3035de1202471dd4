/** The clock of the animation: a moment of the migrations, and whether it goes on. */
export interface Player {
  /** Seconds since the migrations began. */
  seconds: number;
  /** The last moment: when the longest of them has ended. */
  endSeconds: number;
  /** Whether time passes. */
  playing: boolean;
  /** Seconds of migration per second of watching; `null`: all of it takes {@linkcode WHOLE_SECONDS}. */
  speed: number | null;
}

/** How long the animation takes at its own speed. */
export const WHOLE_SECONDS = 10;

/** The player after `passed` seconds of watching; it stops at the end. */
export function advance(player: Player, passed: number): Player {
  if (!player.playing) return player;
  const rate = player.speed ?? player.endSeconds / WHOLE_SECONDS;
  const seconds = Math.min(player.endSeconds, player.seconds + passed * rate);
  return { ...player, seconds, playing: seconds < player.endSeconds };
}

/** Plays, from the start again if the end was reached, or pauses. */
export function togglePlay(player: Player): Player {
  if (player.playing) return { ...player, playing: false };
  const seconds = player.seconds >= player.endSeconds ? 0 : player.seconds;
  return { ...player, seconds, playing: true };
}

/** Pauses, and goes so many of `steps` equal steps on, or back. */
export function step(player: Player, count: number, steps: number): Player {
  const size = player.endSeconds / steps || 1;
  const place = Math.round(player.seconds / size) + count;
  return { ...player, seconds: Math.min(player.endSeconds, Math.max(0, place * size)), playing: false };
}

/** Pauses at a share of the whole, 0 to 1. */
export function seek(player: Player, share: number): Player {
  return { ...player, seconds: player.endSeconds * share, playing: false };
}

/** The player of other migrations: a playing one begins again, a paused one stays at its share of the whole. */
export function withEnd(player: Player, endSeconds: number): Player {
  if (player.playing) return { ...player, seconds: 0, endSeconds };
  const share = player.endSeconds > 0 ? player.seconds / player.endSeconds : 0;
  return { ...player, seconds: share * endSeconds, endSeconds };
}
