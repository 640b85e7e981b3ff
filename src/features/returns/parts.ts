import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../history/index.ts'
import { PARTS, type Response } from '../questions/index.ts'
import type { Giver, PartsBy, StoredResponse } from './auditReturn.ts'

/** What of a response is changed apart: see `PARTS`. */
export type Part = keyof Response

/** Whether a part says the same, whatever the order in which a database keeps its keys. */
export const isSamePart = (one: Response[Part], other: Response[Part]): boolean =>
  one === other || isDeepStrictEqual(one ?? null, other ?? null)

/** Who gave a part, and when: the last save of the response, unless that left the part as it was. */
export const giverOf = ({ partsBy, contributorId, byName, at }: StoredResponse, part: Part): Giver =>
  partsBy?.[part] ?? { contributorId, byName, at }

/** Whether somebody gave it. Staff, who are no contributors, are known by their name. */
export const isBy = (actor: Actor, { contributorId, byName }: Pick<Giver, 'contributorId' | 'byName'>): boolean =>
  actor.kind === 'contributor' ? contributorId === actor.contributorId : contributorId === null && byName === actor.name

/**
 * Who gave the parts that a save leaves as they are, for the save after which the response stands under the name of its writer.
 *
 * @param goesOn whether the last save is of the same sitting: the same person just before, who needs no second name
 */
export function partsByAfter(
  stored: StoredResponse | undefined,
  changed: readonly Part[],
  { actor, goesOn }: { actor: Actor; goesOn: boolean },
): PartsBy | null {
  if (stored === undefined) return null
  const { contributorId, byName, at, partsBy } = stored
  const last = goesOn && isBy(actor, stored) ? undefined : { contributorId, byName, at }
  const left = PARTS.filter(part => !changed.includes(part)).flatMap(part => {
    const giver = partsBy?.[part] ?? last
    return giver ? [[part, giver] as const] : []
  })
  return left.length === 0 ? null : Object.fromEntries(left)
}
