import { hash } from 'node:crypto'
import { NO_RESPONSE, PARTS, type Response } from '../questions/index.ts'
import { type StoredResponse } from './auditReturn.ts'
import { isSamePart, type Part } from './parts.ts'
import type { SignOff } from './signatures.ts'

export { giverOf } from './parts.ts'

export { isSamePart }

/**
 * What a form holds for one question, what it was rendered with, as `baseOf` made it, which parts it did not hold and leaves as they are,
 * and what was chosen where two texts were shown.
 */
export type Entry = { base: string; response: Response; leaves?: readonly Part[]; choices?: Choices }

/** Of each part in conflict that was decided: `THEIRS`, or the print of the other text, as `printOf` made it, over which this one is chosen. */
export type Choices = Partial<Record<Part, string>>
export const THEIRS = 'theirs'

/** A question of which two people changed the same parts at once: neither text is dropped until somebody has chosen. */
export type Conflict = {
  key: string
  parts: readonly Part[]
  theirs: StoredResponse
  /** What the form goes on with: what was typed where both changed it, and what is stored once this save is. */
  shown: Response
  base: string
}

/** A change of one response: of which parts, and which of them were chosen over a text that somebody else gave meanwhile. */
type PlannedWrite = Response & { key: string; version: number; changed: readonly Part[]; over: readonly Part[] }

export type SavePlan = { writes: PlannedWrite[]; conflicts: Conflict[] }

/**
 * What a save writes, decided for each part of each question by itself:
 * - the same as is stored, or not in the form at all: nothing
 * - changed since the form was rendered, by this person alone: it is written
 * - changed since then by somebody else alone: theirs stays
 * - changed by both: a conflict, and nothing of it is written until somebody chooses
 */
export function planSave(entries: ReadonlyMap<string, Entry>, stored: ReadonlyMap<string, StoredResponse>): SavePlan {
  const plan: SavePlan = { writes: [], conflicts: [] }
  for (const [key, entry] of entries) {
    const current = stored.get(key)
    const parts = PARTS.map(part => [part, settled(part, entry, current)] as const)
    const of = (...wanted: Settled[]) => parts.flatMap(([part, how]) => (wanted.includes(how) ? [part] : []))
    const [changed, over, conflicted] = [of('mine', 'chosen'), of('chosen'), of('conflict')]
    const after = mixed(part => (changed.includes(part) ? entry.response : (current ?? NO_RESPONSE)))
    if (changed.length > 0) plan.writes.push({ key, version: (current?.version ?? 0) + 1, ...after, changed, over })
    if (conflicted.length === 0 || current === undefined) continue
    const isMine = (part: Part) => conflicted.includes(part)
    plan.conflicts.push({
      key,
      parts: conflicted,
      theirs: current,
      shown: mixed(part => (isMine(part) ? entry.response : after)),
      // Both texts were shown now: none of them, and not the former one either, says any more that a part was left alone.
      base: sayBase(readBase(entry).version, part => (isMine(part) ? UNKNOWN : printOf(after[part]))),
    })
  }
  return plan
}

type Settled = 'same' | 'theirs' | 'mine' | 'chosen' | 'conflict'

function settled(part: Part, entry: Entry, current: StoredResponse | undefined): Settled {
  const [mine, now] = [entry.response[part], current?.[part] ?? null]
  if (isSamePart(mine, now)) return 'same'
  if (entry.leaves?.includes(part)) return 'theirs'
  const choice = entry.choices?.[part]
  if (choice === THEIRS) return 'theirs'
  const { version, prints } = readBase(entry)
  if (current === undefined || version === current.version) return 'mine'
  // The choice is between the two texts that were shown: a third that came meanwhile has to be seen first.
  if (choice !== undefined && choice === printOf(now)) return 'chosen'
  if (prints[part] === printOf(mine)) return 'theirs'
  return prints[part] === printOf(now) ? 'mine' : 'conflict'
}

const mixed = (from: (part: Part) => Response): Response => ({
  answer: from('answer').answer,
  comment: from('comment').comment,
  action: from('action').action,
})

/**
 * What a form carries of a question to tell later who changed what of it: the version that is stored, 0 for none, and a print of each
 * part that the form shows. So an earlier text need not be kept to know that somebody left it as it was.
 *
 * @param shown what is stored or, where nothing is, what is offered
 * @returns "3.kZq0aB-1..": a part that is blank has no print
 */
export const baseOf = (stored: StoredResponse | undefined, shown: Response): string =>
  sayBase(stored?.version ?? 0, part => printOf(shown[part]))

/**
 * From which base a form goes on that shows what was sent still: a part that is stored so has its new print, and what somebody else
 * changed meanwhile, of which the form shows the former text, keeps the one that it had.
 */
export function baseAfter(entry: Entry, stored: StoredResponse | undefined): string {
  const isStored = (part: Part) => isSamePart(entry.response[part], stored?.[part] ?? null)
  if (PARTS.every(isStored)) return baseOf(stored, entry.response)
  const { version, prints } = readBase(entry)
  return sayBase(version, part => (isStored(part) ? printOf(entry.response[part]) : prints[part]))
}

/** What a form carries to tell whether the person saw these signatures, which a changed answer cancels. */
export const signaturesShown = (signOffs: readonly Pick<SignOff, 'role' | 'at'>[]): string =>
  signOffs.map(({ role, at }) => `${role}-${at.getTime()}`).join(' ')

/** Whether a form was rendered with something in this part, by its base. */
export const wasGiven = (base: string, part: Part): boolean =>
  !['', UNKNOWN].includes(readBase({ base, response: NO_RESPONSE }).prints[part])

type Prints = Record<Part, string>

const sayBase = (version: number, print: (part: Part) => string): string => [version, ...PARTS.map(print)].join('.')

/** Stands for what no text is known to have been: no print is like it. */
const UNKNOWN = '-'

/** A base that is none is that of a form which showed a blank answer before there was any. */
function readBase({ base, response }: Entry): { version: number; prints: Prints } {
  const [, version, ...prints] = /^(\d{1,9})\.([\w-]{8}|-?)\.([\w-]{8}|-?)\.([\w-]{8}|-?)$/.exec(base) ?? []
  if (version !== undefined) return { version: Number(version), prints: printsOf(at => prints[at] ?? UNKNOWN) }
  return readFormerBase(base, response)
}

/** Forms that were drawn, and texts that waited in a browser, before each part had a print have one of the whole: the parts are told apart by it only where nothing was touched. */
function readFormerBase(base: string, response: Response): { version: number; prints: Prints } {
  const [, version = '0', print] = /^(\d{1,9})(?:\.([\w-]{1,40}))?$/.exec(base) ?? []
  if (print === undefined) return { version: Number(version), prints: printsOf(() => (version === '0' ? '' : UNKNOWN)) }
  const isUntouched =
    print ===
    shortened(
      PARTS.map(part => response[part]),
      16,
    )
  return { version: Number(version), prints: printsOf((_, part) => (isUntouched ? printOf(response[part]) : UNKNOWN)) }
}

const printsOf = (print: (at: number, part: Part) => string): Prints => ({
  answer: print(0, 'answer'),
  comment: print(1, 'comment'),
  action: print(2, 'action'),
})

/** Equal for parts that say the same, whatever the order in which a database keeps their keys; blank for a blank one. */
export const printOf = (part: Response[Part]): string => (part === null ? '' : shortened(part, 8))

const shortened = (value: unknown, characters: number): string => hash('sha1', ordered(value), 'base64url').slice(0, characters)

function ordered(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(ordered).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const parts = Object.entries(value).filter(([, part]) => part !== undefined)
  return `{${parts
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${ordered(part)}`)
    .join()}}`
}
