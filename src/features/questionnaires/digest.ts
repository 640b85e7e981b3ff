import { createHash } from 'node:crypto'

/** What a document says, in a few characters: two that say the same have the same, in whatever order their keys were written. */
export const digestOf = (document: object): string => createHash('sha256').update(ordered(document)).digest('hex')

/** A value as JSON whose keys stand in one order: the database keeps none. */
const ordered = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
