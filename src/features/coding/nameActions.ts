import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { staffNames } from '../accounts/index.ts'
import { settingsOf } from '../partnerships/index.ts'
import { sayWho } from './attribution.ts'
import { candidatesIn, marksIn, pairsOfNames, wordsOfNames, type KnownNames, type Mark, type WhyMarked } from './names.ts'
import { kindsOfRound, namesInRegister, ownNames } from './nameStore.ts'
import { lacksOf, type Quotation } from './quotation.ts'
import type { OfRound } from './readyStore.ts'

/** Who is said to have written a quotation, what is marked in it, and why it may not be published yet. */
export type Looked = { quotation: Quotation; who: string | undefined; marks: { original: Mark[]; body: Mark[] }; lacks: string[] }

/** Looks at quotations as they stand now: the register, and how many returns are in, may be others than when somebody approved them. */
export async function lookAt(db: Db, of: OfRound, quotations: readonly Quotation[]): Promise<Looked[]> {
  if (quotations.length === 0) return []
  const { smallestShown } = await settingsOf(db, of.partnershipId)
  const kinds = await kindsOfRound(db, of)
  const staff = pairsOfNames((await staffNames(db, of.partnershipId)).filter(name => name.trim().includes(' ')))
  const looked: Looked[] = []
  for (const quotation of quotations) {
    const known = await knownNames(db, of.partnershipId, quotation, staff)
    const no = new Set(quotation.notNames.map(({ word }) => word))
    const marks = { original: marksIn(quotation.original, known, no), body: marksIn(quotation.body, known, no) }
    const who = sayWho(quotation, kinds, smallestShown)
    looked.push({ quotation, who, marks, lacks: lacksOf(quotation, { marks: marks.body, who }) })
  }
  return looked
}

async function knownNames(
  db: Db,
  partnershipId: Id<'partnership'>,
  { original, body, returnId }: Pick<Quotation, 'original' | 'body' | 'returnId'>,
  staff: readonly string[],
): Promise<KnownNames> {
  const found = await namesInRegister(db, partnershipId, candidatesIn(`${original}\n${body}`))
  const { places, people } = await ownNames(db, partnershipId, returnId)
  const known = new Map<string, WhyMarked>(found.map(({ name, why }) => [name, why]))
  const ownPairs = pairsOfNames(people)
  return {
    words: known,
    pairs: new Map<string, WhyMarked>([
      ...known,
      ...staff.map(pair => [pair, 'staff'] as const),
      ...ownPairs.map(pair => [pair, 'own'] as const),
    ]),
    own: wordsOfNames([...places, ...people]),
  }
}

/**
 * What of a text that staff wrote may say who somebody is: whole names of people in the register, whoever has a title, addresses and long
 * numbers. A single word is none: "Green" is a name too.
 */
export async function peopleNamedIn(db: Db, partnershipId: Id<'partnership'>, text: string): Promise<string[]> {
  const found = await namesInRegister(db, partnershipId, { words: [], pairs: candidatesIn(text).pairs })
  const people = new Map<string, WhyMarked>(found.flatMap(({ name, why }) => (why === 'person' ? [[name, why]] : [])))
  const marks = marksIn(text, { words: new Map(), pairs: people, own: new Set() }, new Set()).filter(
    ({ written }) => !WEB_ADDRESS.test(written),
  )
  const named: { end: number; words: string }[] = []
  for (const { start, end, written } of marks) {
    const last = named.at(-1)
    if (last && text.slice(last.end, start).trim() === '') named.splice(-1, 1, { end, words: `${last.words} ${written}` })
    else named.push({ end, words: written })
  }
  return [...new Set(named.map(({ words }) => words))]
}

/** It leads to a page, not to a person. */
const WEB_ADDRESS = /^(?:https?:|www\.)/i
