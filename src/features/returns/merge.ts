import { hash } from 'node:crypto'
import { NO_RESPONSE, sameResponse, type Response } from '../questions/index.ts'
import { type ResponseWrite, type SignOff, type StoredResponse } from './auditReturn.ts'

/** What a form holds for one question, and what it was rendered with, as `baseOf` made it. */
export type Entry = { base: string; response: Response }

/** A question that two people changed at once: neither text is dropped until somebody has seen both. */
export type Conflict = { key: string; mine: Response; theirs: StoredResponse }

export type SavePlan = { writes: ResponseWrite[]; conflicts: Conflict[] }

/**
 * What a save writes, decided for each question by itself:
 * - the same as is stored: nothing
 * - changed since the form was rendered, by this person alone: the next version
 * - changed since then by somebody else alone: theirs stays
 * - changed by both: a conflict, and nothing of it is written
 */
export function planSave(entries: ReadonlyMap<string, Entry>, stored: ReadonlyMap<string, StoredResponse>): SavePlan {
  const plan: SavePlan = { writes: [], conflicts: [] }
  for (const [key, { base, response }] of entries) {
    const current = stored.get(key)
    if (isSame(response, current ?? NO_RESPONSE)) continue
    const rendered = readBase(base)
    if (current === undefined || rendered.version === current.version)
      plan.writes.push({ key, version: (current?.version ?? 0) + 1, ...response })
    else if (rendered.print !== printOf(response)) plan.conflicts.push({ key, mine: response, theirs: current })
  }
  return plan
}

/**
 * What a form carries of a question to tell later who changed it: the version that is stored, 0 for none, and a print of what
 * the form shows. So an earlier text need not be kept to know that somebody left it as it was.
 *
 * @param shown what is stored or, where nothing is, what is offered
 * @returns "3.kZq0…"
 */
export const baseOf = (stored: StoredResponse | undefined, shown: Response): string => `${stored?.version ?? 0}.${printOf(shown)}`

/** What a form carries to tell whether the person saw these signatures, which a changed answer cancels. */
export const signaturesShown = (signOffs: readonly Pick<SignOff, 'role' | 'at'>[]): string =>
  signOffs.map(({ role, at }) => `${role}-${at.getTime()}`).join(' ')

/** A base that is none is that of a form which showed a blank answer before there was any. */
function readBase(base: string): { version: number; print: string } {
  const [, version = '0', print] = /^(\d{1,9})(?:\.([\w-]{1,40}))?$/.exec(base) ?? []
  return { version: Number(version), print: print ?? (version === '0' ? printOf(NO_RESPONSE) : '') }
}

/** Equal for responses that say the same, whatever the order in which a database keeps the keys of an answer. */
const printOf = ({ answer, comment, action }: Response): string =>
  hash('sha1', ordered([answer, comment, action]), 'base64url').slice(0, 16)

function ordered(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(ordered).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const parts = Object.entries(value).filter(([, part]) => part !== undefined)
  return `{${parts
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${ordered(part)}`)
    .join()}}`
}

/** Whether two responses say the same, whoever gave them and when. */
const isSame = (one: Response, other: Response): boolean => sameResponse(bare(one), bare(other))

const bare = ({ answer, comment, action }: Response): Response => ({ answer, comment, action })
