import type { Id } from '../../../platform/id.ts'
import { CONTACT_ROLE_WORDS } from '../../history/index.ts'
import type { StagedRow } from '../register/stagedStore.ts'
import {
  HELD_BY_ONE,
  holdsOn,
  isOver,
  isSamePerson,
  overlaidContact,
  place,
  sameContact,
  type Contact,
  type ContactFacts,
  type Placement,
} from './contact.ts'
import { columnLetters } from '../../../platform/tabular/cellPlace.ts'
import type { ReadContact } from './readContacts.ts'
import type { NamedEstablishment, StagedContact } from './importStore.ts'

/** A person of a line, counted from 0 within it. */
export type PersonOfLine = { line: number; part: number; read: ReadContact }
export type ContactsPlan = { rows: StagedRow<StagedContact>[]; notes: { line: number; text: string }[] }

type Named = { line: number; facts: ContactFacts; establishment: NamedEstablishment }

/**
 * What a file of contacts would do, person by person. Each is placed among the contacts that are stored. Two people whom one file
 * names for one post share it: both are taken, and the first is the main one. Who is named twice is taken once.
 *
 * @param stored the contacts of the establishments that the file names
 * @param toColumn where the last day stands, for its faults
 */
export function planContacts(
  people: readonly PersonOfLine[],
  stored: ReadonlyMap<Id<'establishment'>, readonly Contact[]>,
  today: string,
  toColumn = 0,
): ContactsPlan {
  const post = ({ establishment, facts }: Named) => `${establishment.id} ${facts.role}`
  const named = people.flatMap(({ line, read }) => (read.outcome === 'person' ? [{ line, ...read }] : []))
  const byPost = Map.groupBy(named, post)
  const kept = new Map<string, Set<Id<'contact'>>>()
  for (const [key, several] of byPost)
    kept.set(
      key,
      new Set(
        several.flatMap(({ establishment, facts }) => {
          const there = isOver(facts, today) ? undefined : sameContact(facts, stored.get(establishment.id) ?? [], today)
          return there ? [there.id] : []
        }),
      ),
    )
  const before = new Map<string, Named[]>()
  const notes: ContactsPlan['notes'] = []
  const rows = people.map(({ line, part, read }): StagedRow<StagedContact> => {
    const blank: Blank = { line, part, ...BLANK }
    if (read.outcome === 'skipped') return { ...blank, change: 'skipped', reason: read.reason }
    if (read.outcome === 'faults')
      return { ...blank, change: 'unreadable', reason: read.faults.map(({ cell, message }) => `Cell ${cell}: ${message}`).join('\n') }
    const { establishment, facts } = read
    const mine: Named = { line, facts, establishment }
    const earlier = before.get(post(mine)) ?? []
    const twice = earlier.find(other => isSamePerson(other.facts, facts) && (other.facts.toOn === facts.toOn || !isOver(facts, today)))
    if (twice) return repeated(blank, twice, mine)
    const spared = kept.get(post(mine)) ?? new Set()
    const placed = place(facts, stored.get(establishment.id) ?? [], today, spared)
    if (placed.outcome === 'fault')
      return { ...blank, change: 'unreadable', reason: `Cell ${columnLetters(toColumn)}${line}: ${placed.message}` }
    for (const text of read.notes) notes.push({ line, text })
    const sharing = HELD_BY_ONE.includes(facts.role) && holdsOn(facts, today) ? earlier.filter(other => holdsOn(other.facts, today)) : []
    if (sharing.length > 0)
      notes.push({
        line,
        text: `${facts.name} shares the role of ${CONTACT_ROLE_WORDS[facts.role]} with ${sharing.map(other => other.facts.name).join(', ')}`,
      })
    before.set(post(mine), [...earlier, mine])
    // Whoever was ended, or corrected, for an earlier row of the file is not ended again for this one.
    for (const id of touchedBy(placed)) spared.add(id)
    const staysMain =
      placed.outcome === 'new' &&
      sharing.length === 0 &&
      !holdsAlready(stored.get(establishment.id) ?? [], kept.get(post(mine)), placed, today)
    return planned({ ...blank, identifier: establishment.identifier, name: facts.name }, mine, placed, staysMain)
  })
  return { rows, notes }
}

type Blank = Omit<StagedRow<StagedContact>, 'change'>
const BLANK = { scheme: null, identifier: null, name: '', reason: null, data: null, differences: null, successor: null }

const touchedBy = (placed: Exclude<Placement, { outcome: 'fault' }>): Id<'contact'>[] =>
  placed.outcome === 'new' ? placed.ends.map(({ contact }) => contact.id) : [placed.contact.id]

/** Whether somebody whom the file names as well holds the post already. */
function holdsAlready(stored: readonly Contact[], kept: ReadonlySet<Id<'contact'>> | undefined, placed: Placement, today: string): boolean {
  const ended = new Set(placed.outcome === 'new' ? placed.ends.map(({ contact }) => contact.id) : [])
  return stored.some(contact => kept?.has(contact.id) === true && !ended.has(contact.id) && holdsOn(contact, today))
}

/** Somebody who stands in the file twice: said, and a fault only where the two rows do not agree. */
function repeated(blank: Blank, { line: earlier, facts: first }: Named, { line, facts, establishment }: Named): StagedRow<StagedContact> {
  const agrees = (['email', 'phone', 'fromOn', 'toOn'] as const).every(field => !facts[field] || facts[field] === first[field])
  if (agrees)
    return {
      ...blank,
      change: 'skipped',
      identifier: establishment.identifier,
      name: facts.name,
      reason: earlier === line ? 'named twice in this line' : `the same as line ${earlier}`,
    }
  return {
    ...blank,
    change: 'unreadable',
    reason: `Cell ${columnLetters(0)}${line}: line ${earlier} says something else of ${facts.name} as ${CONTACT_ROLE_WORDS[facts.role]} of ${establishment.name}`,
  }
}

function planned(
  base: Blank,
  { facts, establishment }: Named,
  placed: Exclude<Placement, { outcome: 'fault' }>,
  main: boolean,
): StagedRow<StagedContact> {
  const at = { establishmentId: establishment.id, establishmentName: establishment.name }
  if (placed.outcome === 'new') {
    const ends = placed.ends.map(({ contact: { id, version, name }, toOn }) => ({ id, version, name, toOn }))
    return { ...base, change: 'new', data: { ...facts, ...at, main, contact: null, ends, was: null } }
  }
  const { id, version, role, name, email, phone, fromOn, toOn } = placed.contact
  const was = placed.outcome === 'changed' ? { role, name, email, phone, fromOn, toOn } : null
  return {
    ...base,
    change: placed.outcome,
    data: { ...overlaidContact(placed.contact, facts), ...at, main: true, contact: { id, version }, ends: [], was },
  }
}
