import { setImmediate as breathe } from 'node:timers/promises'

/** Milliseconds of writing after which others get their turn: pages are served by the same process. */
const BREATH = 12

/** Tells somebody who writes many rows when to let others have their turn. */
export function pacer() {
  let since = performance.now()
  let rows = 0
  return {
    due: () => (rows += 1) % 16 === 0 && performance.now() - since > BREATH,
    async pause() {
      await breathe()
      since = performance.now()
    },
  }
}
