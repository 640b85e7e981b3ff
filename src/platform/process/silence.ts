/** When a process was last heard of. */
export type Watch = { heard: number; looked: number; debugged: boolean }

/** A sign of life came. */
export const heard = (now: number, debugged: boolean): Watch => ({ heard: now, looked: now, debugged })

/**
 * The watch after another look. Whoever looks late was standing still as well (a laptop that slept, a machine that swaps), and one that is being debugged
 * stands at a breakpoint: neither silence counts.
 *
 * @param every how often one looks, in milliseconds
 */
export function lookedAt(watch: Watch, now: number, every: number): Watch {
  const isLate = now - watch.looked > 4 * every
  return { ...watch, looked: now, heard: isLate || watch.debugged ? now : watch.heard }
}
