import { CONTACT_ROLE_WORDS } from '../../history/index.ts'
import type { StagedRow } from '../register/stagedStore.ts'
import { HELD_BY_ONE, overlaidContact, place, type Contact, type ContactFacts } from './contact.ts'
import { columnLetters, type ContactColumns, type ReadContact } from './readContacts.ts'
import type { StagedContact } from './store.ts'

export type LineOfContacts = { line: number; read: ReadContact }

/**
 * What a file of contacts would do, row by row. Each row is placed among the contacts that are stored; two rows of one file that
 * fight for the same contact are a fault of the second.
 *
 * @param stored the contacts of the establishments that the file names
 */
export function planContacts(
  lines: readonly LineOfContacts[],
  columns: ContactColumns,
  stored: ReadonlyMap<number, readonly Contact[]>,
  today: string,
): StagedRow<StagedContact>[] {
  const claimed = new Map<string, number>()
  return lines.map(({ line, read }) => {
    if ('faults' in read) return faulty(line, read.faults.map(({ cell, message }) => `Cell ${cell}: ${message}`).join('\n'))
    const { establishment, facts } = read
    const placed = place(facts, stored.get(establishment.id) ?? [], today)
    if (placed.outcome === 'fault') return faulty(line, `Cell ${columnLetters(columns[placed.field] ?? 0)}${line}: ${placed.message}`)
    const touched = placed.outcome === 'new' ? placed.ends.map(({ contact }) => contact.id) : [placed.contact.id]
    const claims = [
      ...touched.map(id => `contact ${id}`),
      personOf(establishment.id, facts),
      ...holderOf(establishment.id, facts, placed.outcome),
    ]
    const earlier = claims.map(claim => claimed.get(claim)).find(other => other !== undefined)
    if (earlier !== undefined)
      return faulty(
        line,
        `Cell ${columnLetters(columns.role ?? 0)}${line}: line ${earlier} already names somebody as ${CONTACT_ROLE_WORDS[facts.role]} of ${establishment.name}`,
      )
    for (const claim of claims) claimed.set(claim, line)
    return planned(line, establishment, facts, placed, today)
  })
}

/**
 * Whether the people whom a preview adds would still be added, ending the same others: somebody may have added them, by hand or
 * from the same file, or have put others in their role.
 *
 * @param stored the contacts of their establishments as they are now
 */
export const wouldStillAdd = (added: readonly StagedContact[], stored: ReadonlyMap<number, readonly Contact[]>, today: string): boolean =>
  added.every(({ establishmentId, ends, ...facts }) => {
    const placed = place(facts, stored.get(establishmentId) ?? [], today)
    const ending = placed.outcome === 'new' ? new Set(placed.ends.map(({ contact }) => contact.id)) : undefined
    return ending?.size === ends.length && ends.every(({ id }) => ending.has(id))
  })

const personOf = (establishmentId: number, { role, name, email }: ContactFacts) =>
  `${establishmentId}:${role}:${email || name.toLowerCase()}`
const holderOf = (establishmentId: number, { role, toOn }: ContactFacts, outcome: string) =>
  HELD_BY_ONE.includes(role) && toOn === null && outcome === 'new' ? [`${establishmentId}:${role}`] : []

function planned(
  line: number,
  establishment: { id: number; scheme: string; identifier: string; name: string },
  facts: ContactFacts,
  placed: Exclude<ReturnType<typeof place>, { outcome: 'fault' }>,
  today: string,
): StagedRow<StagedContact> {
  const base = {
    line,
    scheme: null,
    identifier: establishment.identifier,
    name: facts.name,
    reason: null,
    differences: null,
    successor: null,
  }
  const at = { establishmentId: establishment.id, establishmentName: establishment.name }
  if (placed.outcome === 'new')
    return {
      ...base,
      change: 'new',
      data: {
        ...facts,
        fromOn: facts.fromOn ?? (facts.toOn !== null && facts.toOn < today ? null : today),
        ...at,
        contact: null,
        ends: placed.ends.map(({ contact: { id, version, name }, toOn }) => ({ id, version, name, toOn })),
      },
    }
  const { contact } = placed
  const data = { ...overlaidContact(contact, facts), ...at, contact: { id: contact.id, version: contact.version }, ends: [] }
  return { ...base, change: placed.outcome, data }
}

/** A row with cells that are wrong: one line for each. */
const faulty = (line: number, reason: string): StagedRow<StagedContact> => ({
  line,
  change: 'unreadable',
  scheme: null,
  identifier: null,
  name: '',
  reason,
  data: null,
  differences: null,
  successor: null,
})
