import { createHash, randomUUID } from 'node:crypto'
import { inSnapshot, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { findKept, keep, settle, standing, type Kept, type MovesWith } from './store.ts'

/** What JSON gives back as it was: a moment or a map would come back as something else. */
export type Plain = string | number | boolean | null | undefined | readonly Plain[] | { readonly [key: string]: Plain }

/** A count with the name that it is kept by, and all that it depends on beside what moves: the round, a filter, the day. */
export type Count<Counts> = {
  what: string
  asked: Plain
  work: () => Promise<Counts>
  /** False for a count that is another in a moment, though nothing moves: it is not kept. */
  holds?: () => boolean
}

/** Gives what was kept, or counts and keeps it. */
export type KeptCount = <Counts extends Plain>(count: Count<Counts>) => Promise<Counts>

/**
 * Reads of one moment, of which some are counts that are kept: the one that was counted when nothing had moved since, or counted now.
 * Whatever lies beside such a count on a page is read in the same `read`, so that a number and its list never differ.
 *
 * A count may depend on what `movesWith` says (the migrations 20261129_97 and 20261201_01 name the tables), on what was asked, and on nothing else. What changes as
 * time passes is asked: the day, or the last due date that has passed.
 */
export async function withKept<Result>(
  db: Db,
  { partnershipId, movesWith }: { partnershipId: Id<'partnership'>; movesWith: MovesWith },
  read: (trx: Db, kept: KeptCount) => Promise<Result>,
): Promise<Result> {
  await settle(db, partnershipId)
  const counted: (Kept & { generation: number; counts: unknown })[] = []
  const result = await inSnapshot(db, trx =>
    read(trx, async <Counts extends Plain>({ what, asked, work, holds }: Count<Counts>) => {
      const key = { partnershipId, movesWith, what, asked: printOf(asked) }
      const { generation, moved, counts } = await standing<Counts>(trx, key)
      if (!moved && counts !== null) {
        await looker?.({ what, kept: counts, work })
        return counts
      }
      const fresh = await work()
      if (!moved && holds?.() !== false) counted.push({ ...key, generation, counts: fresh })
      return fresh
    }),
  )
  for (const one of counted) await keep(db, one)
  return result
}

/** Told of each count that is given as it was kept. */
type Looker = (given: { what: string; kept: unknown; work: () => Promise<unknown> }) => Promise<void>
let looker: Looker | undefined

/**
 * Lets the tests count again whatever is given as it was kept. Nobody looks in production.
 *
 * @internal
 */
export const lookAtKept = (at: Looker | undefined): void => void (looker = at)

/** One such count. */
export const keptCount = <Counts extends Plain>(
  db: Db,
  of: { partnershipId: Id<'partnership'>; movesWith: MovesWith },
  { work, ...count }: Omit<Count<Counts>, 'work'> & { work: (trx: Db) => Promise<Counts> },
): Promise<Counts> => withKept(db, of, (trx, kept) => kept({ ...count, work: () => work(trx) }))

/** A count of what says itself how often it has moved. */
export async function keptByGeneration<Counts>(
  db: Db,
  { generation, ...of }: { partnershipId: Id<'partnership'>; movesWith: string; generation: number },
  { what, asked, work }: { what: string; asked: unknown; work: () => Promise<Counts> },
): Promise<Counts> {
  const key = { ...of, what, asked: printOf(asked), generation }
  const found = await findKept<Counts>(db, key)
  if (found !== undefined) return found
  const counts = await work()
  await keep(db, { ...key, counts })
  return counts
}

// Another release may count otherwise, and give what it counted another form: what a process kept is its own.
const PROCESS = randomUUID()

const printOf = (asked: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([PROCESS, asked]))
    .digest('hex')
