import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { sayInstant } from '../../platform/london.ts'
import { historyEntries, type Within } from './entries.ts'
import { verbsOf, type Events, type Verb } from './eventWords.ts'
import { historyOf, type HistoryFilter, type HistoryLine, type HistoryOf } from './historyStore.ts'

type Reader = { partnershipId: Id<'partnership'>; name: string }

/**
 * Who did one of these last to a round or a return, and when, as whoever comes second is told: "You" where it was they. Undefined when
 * nobody did.
 *
 * @param verbs anything when left out
 * @param about of those, the ones whose details hold this
 */
export async function lastDone(
  db: Db,
  reader: Reader,
  of: HistoryOf,
  { verbs, about = {} }: { verbs?: readonly Verb[]; about?: Record<string, unknown> },
): Promise<{ by: string; at: Date } | undefined> {
  const isAbout = ({ details }: HistoryLine) => Object.entries(about).every(([key, value]) => details[key] === value)
  const limit = Object.keys(about).length === 0 ? 1 : 200
  const { lines } = await historyOf(db, reader.partnershipId, of, { ...(verbs === undefined ? {} : { filter: { verbs } }), limit })
  const last = lines.find(isAbout)
  return last && { by: last.actorName === reader.name ? 'You' : last.actorName, at: last.at }
}

/** "Ada One did this at 6:04pm today.", as `lastDone` finds it. Blank when nobody did. */
export async function doneBy(
  db: Db,
  reader: Reader,
  of: HistoryOf,
  verbs: readonly Verb[],
  about?: Record<string, unknown>,
): Promise<string> {
  const last = await lastDone(db, reader, of, { verbs, ...(about === undefined ? {} : { about }) })
  return last === undefined ? '' : `${last.by} did this at ${sayInstant(last.at)}.`
}

/** What takes a thing away, so that whoever presses a button on it finds none. */
const TAKEN_AWAY = ['round.discarded', 'finding.deleted'] as const satisfies readonly Verb[]

/** What a page is about, by its address. */
export type Where = {
  returnId: Id<'return'> | undefined
  roundId: Id<'round'> | undefined
  establishmentId: Id<'establishment'> | undefined
  inRegister: boolean
}

/**
 * What was done last to what a page is about, in a sentence: its return, its round or its establishment, or else the register. None
 * where nothing was, or the page is about none of these.
 *
 * @param where.gone only what took something away
 */
export async function lastChange(db: Db, events: Events, reader: Reader, { gone, ...where }: Where & { gone: boolean }): Promise<string[]> {
  const about = aboutOf(events, where)
  if (about === undefined) return []
  const filter = gone ? { verbs: TAKEN_AWAY } : about.filter
  const { lines } = await historyOf(db, reader.partnershipId, about.of, { ...(filter === undefined ? {} : { filter }), limit: 1 })
  const [entry] = historyEntries(events, lines, about.within)
  if (!entry) return []
  const by = entry.by === reader.name ? 'you' : (entry.by ?? '')
  return [`The last change: ${entry.title.charAt(0).toLowerCase()}${entry.title.slice(1)}, by ${by} at ${entry.when}.`]
}

function aboutOf(
  events: Events,
  { returnId, roundId, establishmentId, inRegister }: Where,
): { of: HistoryOf; within: Within; filter?: HistoryFilter } | undefined {
  if (returnId !== undefined) return { of: { returnId }, within: 'return' }
  if (roundId !== undefined) return { of: { roundId }, within: 'round' }
  if (establishmentId !== undefined) return { of: { establishmentId }, within: 'partnership' }
  return inRegister ? { of: {}, within: 'partnership', filter: { verbs: verbsOf(events, 'register') } } : undefined
}
