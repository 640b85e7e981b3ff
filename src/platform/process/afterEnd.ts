/** How a watched process ended. */
export type End = {
  code: number | null
  signal: NodeJS.Signals | null
  /** For how long it had served; undefined when it ended while it was starting. */
  served: number | undefined
  /** It was ended because its loop stood still. */
  silent: boolean
}

/** What came before. */
export type Past = { asked: boolean; starts: number; failedStarts: number }

/** What is to be done about it: end as it ended, or start it anew after a pause in milliseconds, for a reason that people are told. */
export type Next = { kind: 'end'; says?: string } | { kind: 'again'; pause: number; why: string; failedStarts: number }

export const SILENCE = 5_000
const MOST_FAILED_STARTS = 5
/** One that dies so soon after its start may do so over and over: not without a breath in between. */
const SOON = 10_000

/**
 * A first start that fails is the operator's to mend, and one who stopped by itself was told to. Whoever served and died is started anew; so is one that
 * had to be ended while it was stopping, to let go of the database in good order.
 */
export function afterEnd({ code, signal, served, silent }: End, { asked, starts, failedStarts }: Past): Next {
  const first = starts === 1 && served === undefined
  if (code === 0 || first || (asked && !silent)) return { kind: 'end' }
  if (served !== undefined)
    return { kind: 'again', pause: served < SOON ? 1_000 : 0, why: whyOf({ code, signal, silent }), failedStarts: 0 }
  const failed = failedStarts + 1
  if (failed === MOST_FAILED_STARTS)
    return { kind: 'end', says: `The program could not be started again, ${failed} times in a row: giving up.` }
  return { kind: 'again', pause: 500 * 2 ** failed, why: 'it could not be started again', failedStarts: failed }
}

function whyOf({ code, signal, silent }: Pick<End, 'code' | 'signal' | 'silent'>): string {
  if (silent) return `it did nothing for ${SILENCE / 1000} seconds`
  return signal === null ? `it failed (${code})` : `it was ended by ${signal}`
}
