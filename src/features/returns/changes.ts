import { PARTS, type Response } from '../questions/index.ts'
import { stands, type ReturnStatus } from './lifecycle.ts'
import { isSamePart, type Part } from './parts.ts'

/** A question of which two versions of a return say different things, and in which parts. */
export type Change<Given extends Response = Response> = {
  key: string
  parts: readonly Part[]
  before: Given | undefined
  after: Given | undefined
}

/** What two versions of a return differ in, question by question, in no order. Nothing said is the same as nothing there. */
export function changesBetween<Given extends Response>(
  before: ReadonlyMap<string, Given>,
  after: ReadonlyMap<string, Given>,
): Change<Given>[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(key => {
    const [was, is] = [before.get(key), after.get(key)]
    const parts = PARTS.filter(part => !isSamePart(was?.[part] ?? null, is?.[part] ?? null))
    return parts.length === 0 ? [] : [{ key, parts, before: was, after: is }]
  })
}

/**
 * Which two versions of a return tell what was changed: what was sent last and what is stored, while it is open again; else what was sent
 * the last two times. Null when there is one version alone.
 *
 * @param sent every time that it was sent, the latest first
 */
export function versionsCompared(
  status: ReturnStatus,
  sent: readonly { sequence: number }[],
): { before: number; after: number | 'stored' } | null {
  const [last, former] = sent
  if (!last) return null
  if (stands('sent_back', status)) return { before: last.sequence, after: 'stored' }
  return former ? { before: former.sequence, after: last.sequence } : null
}
