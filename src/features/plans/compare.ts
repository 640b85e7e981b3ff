import { MEASURE_WORDS } from './measure.ts'
import { PART_LABELS, PART_TEXT, PART_WORDS, partName } from './plan.ts'
import { STATE_WORDS } from '../actions/index.ts'
import { PLAN_HEAD } from './workbook/head.ts'
import type { DocumentPart, PlanDocument } from './document.ts'

/** One thing in which two states of a plan differ. */
export type Difference = {
  kind: 'added' | 'gone' | 'changed' | 'moved'
  /** What it is: "Priority", "Action", "Data measure". */
  what: string
  /** Its words, and where it stands. */
  name: string
  where: string
  fields: { label: string; before: string; after: string }[]
}

type Piece = { key: string; what: string; name: string; where: string; place: string; fields: Record<string, string> }

/**
 * In what two states of a plan differ, in the order of the newer one, and then what is gone. What is the same thing in both is told by
 * its id, never by its words. Of an action in several places each place is told apart, and what it says is compared once.
 */
export function comparePlans(before: PlanDocument, after: PlanDocument): Difference[] {
  const old = Map.groupBy(piecesOf(before), ({ key }) => key)
  const now = piecesOf(after)
  const was = pairsOf(old, now)
  const compared = new Set<string>()
  const differences = now.flatMap(piece => {
    const one = was.get(piece)
    const first = !compared.has(piece.key)
    compared.add(piece.key)
    if (!one) return [difference('added', piece, fieldsOf({}, piece.fields))]
    return changesOf(first ? one : { ...one, fields: piece.fields }, piece)
  })
  const paired = new Set(was.values())
  const gone = [...old.values()].flat().filter(piece => !paired.has(piece))
  return [...differences, ...gone.map(piece => difference('gone', piece, fieldsOf(piece.fields, {})))]
}

/** What each piece was before: of several of one thing the one in the same place, then in their order. */
function pairsOf(old: ReadonlyMap<string, readonly Piece[]>, now: readonly Piece[]): Map<Piece, Piece> {
  const pairs = new Map<Piece, Piece>()
  const taken = new Set<Piece>()
  for (const isSame of [true, false])
    for (const piece of now) {
      if (pairs.has(piece)) continue
      const found = old.get(piece.key)?.find(one => !taken.has(one) && (one.place === piece.place || !isSame))
      if (!found) continue
      pairs.set(piece, found)
      taken.add(found)
    }
  return pairs
}

function changesOf(was: Piece, is: Piece): Difference[] {
  const fields = fieldsOf(was.fields, is.fields)
  const moved = was.place === is.place ? [] : [{ label: 'Place', before: was.where, after: is.where }]
  const linked = was.what === is.what || !is.key.startsWith('action:') ? [] : [{ label: 'Whose', before: was.what, after: is.what }]
  if (fields.length + moved.length + linked.length === 0) return []
  return [difference(fields.length + linked.length === 0 ? 'moved' : 'changed', is, [...fields, ...linked, ...moved])]
}

const difference = (kind: Difference['kind'], { what, name, where }: Piece, fields: Difference['fields']): Difference => ({
  kind,
  what,
  name,
  where,
  fields,
})

function fieldsOf(before: Record<string, string>, after: Record<string, string>): Difference['fields'] {
  const labels = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return labels
    .map(label => ({ label, before: before[label] ?? '', after: after[label] ?? '' }))
    .filter(({ before: was, after: is }) => was !== is)
}

function piecesOf(document: PlanDocument): Piece[] {
  const fields = Object.fromEntries(PLAN_HEAD.map(({ field, label }) => [label, document[field]]))
  return [
    { key: 'plan', what: 'Plan', name: document.title, where: '', place: '', fields },
    ...document.parts.flatMap(part => piecesOfPart(part, '', '')),
  ]
}

function piecesOfPart(part: DocumentPart, where: string, place: string): Piece[] {
  const name = partName(part)
  const here = { where: [where, name].filter(text => text !== '').join(', '), place: `part:${part.id}` }
  const word = PART_WORDS[part.kind].one
  return [
    {
      key: `part:${part.id}`,
      what: `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
      name,
      where,
      place,
      fields: Object.fromEntries(PART_TEXT.map(field => [PART_LABELS[field], part[field]])),
    },
    ...part.measures.map(({ id, kind, words, values }) => ({
      key: `measure:${id}`,
      what: `${MEASURE_WORDS[kind]} measure`,
      name: words,
      ...here,
      fields: {
        Kind: MEASURE_WORDS[kind],
        Words: words,
        Values: values.map(value => [value.dated, value.written, value.source, value.note].join(' | ')).join('\n'),
      },
    })),
    ...part.actions.map(action => ({
      key: `action:${action.id}`,
      what: action.linked ? 'Action of the linked plan' : 'Action',
      name: action.what,
      ...here,
      fields: {
        Action: action.what,
        Timescale: action.timescale,
        Lead: action.lead,
        'Outcome measure': action.outcomeMeasure,
        Remark: action.remark,
        State: STATE_WORDS[action.state].words,
        'Why dropped': action.droppedReason,
      },
    })),
    ...part.parts.flatMap(child => piecesOfPart(child, here.where, here.place)),
  ]
}
