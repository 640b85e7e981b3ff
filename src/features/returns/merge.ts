import { sameResponse, type Response } from '../questionnaires/index.ts'
import { NO_RESPONSE, type ResponseWrite, type StoredResponse } from './auditReturn.ts'

/** What a form holds for one question, and the version of the response that it was rendered with (0: there was none). */
export type Entry = { baseVersion: number; response: Response }

/** A question that two people changed at once: neither text is dropped until somebody has seen both. */
export type Conflict = { key: string; mine: Response; theirs: StoredResponse }

export type SavePlan = { writes: ResponseWrite[]; conflicts: Conflict[] }

/** The response of a question at a version, as it was then; undefined when there was none. */
export type BaseOf = (key: string, version: number) => Response | undefined

/**
 * What a save writes, decided for each question by itself:
 * - the same as is stored: nothing
 * - changed since the form was rendered, by this person alone: the next version
 * - changed since then by somebody else alone: theirs stays
 * - changed by both: a conflict, and nothing of it is written
 */
export function planSave(entries: ReadonlyMap<string, Entry>, stored: ReadonlyMap<string, StoredResponse>, baseOf: BaseOf): SavePlan {
  const plan: SavePlan = { writes: [], conflicts: [] }
  for (const [key, { baseVersion, response }] of entries) {
    const current = stored.get(key)
    if (isSame(response, current ?? NO_RESPONSE)) continue
    if (current === undefined || baseVersion === current.version) {
      plan.writes.push({ key, version: (current?.version ?? 0) + 1, ...response })
      continue
    }
    const base = baseVersion === 0 ? NO_RESPONSE : baseOf(key, baseVersion)
    if (base === undefined || !isSame(response, base)) plan.conflicts.push({ key, mine: response, theirs: current })
  }
  return plan
}

/** The earlier versions that `planSave` will want to see: of what somebody changed since the form was rendered. */
export function basesNeeded(
  entries: ReadonlyMap<string, Entry>,
  stored: ReadonlyMap<string, StoredResponse>,
): { key: string; version: number }[] {
  const needed: { key: string; version: number }[] = []
  for (const [key, { baseVersion, response }] of entries) {
    const current = stored.get(key)
    if (current === undefined || baseVersion === 0 || baseVersion >= current.version || isSame(response, current)) continue
    needed.push({ key, version: baseVersion })
  }
  return needed
}

/** Whether two responses say the same, whoever gave them and when. */
export const isSame = (one: Response, other: Response): boolean => sameResponse(bare(one), bare(other))

const bare = ({ answer, comment, action }: Response): Response => ({ answer, comment, action })
