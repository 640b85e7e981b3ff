import type { Cell, DataTable } from '../../platform/http/components.ts'
import type { Id } from '../../platform/id.ts'
import {
  actionHref,
  actionStanding,
  asRead,
  sayTimescale,
  standingWords,
  STATE_WORDS,
  timescaleNotes,
  type Action,
} from '../actions/index.ts'
import type { DocumentAction, DocumentPart, PlacedAction, PlanDocument } from './document.ts'
import { MEASURE_WORDS, readValue, sayValue } from './measure.ts'
import { ASKED, lastDayOf, PART_LABELS, partName, partNumber, type PartText } from './plan.ts'

/** What a plan that is worked on shows besides its words; a version that was approved shows none of it. */
export type Live = {
  planId: Id<'plan'>
  today: string
  manages: boolean
  actions: ReadonlyMap<Id<'action'>, Action>
  places: readonly PlacedAction[]
}

/** The tree of a plan as its view draws it. */
export function treeView(document: PlanDocument, live: Live | null) {
  const lastDay = lastDayOf(document)
  const siblings = document.parts
  return siblings.map((part, at) => partView(part, { level: 2, at, of: siblings.length, lastDay, live }))
}

type Where = { level: number; at: number; of: number; lastDay: string | null; live: Live | null }

type PartView = ReturnType<typeof viewOf> & { parts: PartView[] }

function partView(part: DocumentPart, where: Where): PartView {
  return {
    ...viewOf(part, where),
    parts: part.parts.map((child, at) => partView(child, { ...where, level: where.level + 1, at, of: part.parts.length })),
  }
}

function viewOf(part: DocumentPart, { level, at, of, lastDay, live }: Where) {
  const own = part.actions.filter(({ linked }) => !linked)
  const linked = part.actions.filter(action => action.linked)
  return {
    id: part.id,
    level,
    number: partNumber(part, at),
    name: partName(part),
    statement: part.title === '' ? '' : part.statement,
    outcomes: part.outcomes.split('\n').filter(line => line.trim() !== ''),
    facts: factsOf(part),
    measures: part.measures.map(measure => measureView(measure, live)),
    tables: [
      ...(own.length > 0 ? [actionsTable(own, part, 'own', lastDay, live)] : []),
      ...(linked.length > 0 ? [actionsTable(linked, part, 'linked', lastDay, live)] : []),
    ],
    none: part.kind === 'priority' || part.actions.length > 0 ? '' : 'No actions yet.',
    buttons: live?.manages ? buttonsOf(part, live.planId, at, of) : undefined,
  }
}

/** What was asked of such a part and left blank is said to be blank. */
const factsOf = (part: DocumentPart) =>
  (['lead', 'officer', 'delivery'] as const satisfies (keyof PartText)[])
    .filter(field => ASKED[part.kind].includes(field))
    .map(field => ({ key: { text: PART_LABELS[field] }, value: { text: part[field] === '' ? 'Nothing is written' : part[field] } }))

function measureView({ id, kind, words, values }: DocumentPart['measures'][number], live: Live | null) {
  const last = values.at(-1)
  const read = last && sayValue({ ...readValue(last.written), written: last.written })
  return {
    kind: MEASURE_WORDS[kind],
    words,
    last: last && `${last.dated}: ${last.written}${read ? ` (${read})` : ''}${last.source === '' ? '' : `, from ${last.source}`}`,
    older: values.length > 1 ? `${values.length} values` : '',
    href: live ? `/plans/${live.planId}/measures/${id}` : undefined,
  }
}

function buttonsOf(part: DocumentPart, planId: Id<'plan'>, at: number, of: number) {
  const here = `/plans/${planId}/parts/${part.id}`
  return {
    about: partName(part),
    edit: `${here}/edit`,
    move: `${here}/move`,
    up: at > 0,
    down: at < of - 1,
    remove: `${here}/delete`,
    objective: part.kind === 'priority' ? `/plans/${planId}/parts/new?part=objective&under=${part.id}` : undefined,
    action: `${here}/actions/new`,
    measure: part.kind === 'objective' ? undefined : `/plans/${planId}/measures/new?under=${part.id}`,
  }
}

function actionsTable(
  actions: readonly DocumentAction[],
  part: DocumentPart,
  whose: 'own' | 'linked',
  lastDay: string | null,
  live: Live | null,
): DataTable {
  return {
    id: `actions-${part.id}-${whose}`,
    caption: whose === 'linked' ? 'Actions of the linked plan' : part.kind === 'aim' ? 'Areas for action' : 'Actions',
    columns: [
      { text: 'Action' },
      { text: 'Timescale' },
      { text: 'Lead' },
      { text: 'Outcome measure' },
      { text: 'State' },
      ...(live?.manages ? [{ text: 'Place', hidden: true }] : []),
    ],
    rows: actions.map(action => actionRow(action, part, lastDay, live)),
    compact: true,
  }
}

function actionRow(action: DocumentAction, part: DocumentPart, lastDay: string | null, live: Live | null): Cell[] {
  const known = live?.actions.get(action.id)
  const place = live?.places.find(({ partId, actionId }) => partId === part.id && actionId === action.id)
  return [
    known ? { text: action.what, href: actionHref(action.id) } : { text: action.what, typed: true },
    { text: action.timescale, hint: known ? [sayTimescale(known), ...timescaleNotes(known, lastDay)].filter(Boolean).join('. ') : '' },
    { text: action.lead, typed: true, hint: asRead.wordNotes(action.lead).join('. ') },
    { text: action.outcomeMeasure, typed: true, hint: asRead.wordNotes(action.outcomeMeasure).join('. ') },
    stateOf(action, known, live),
    ...(live?.manages && place
      ? [{ text: 'Move or take out', href: `/plans/${live.planId}/places/${place.id}`, hiddenText: action.what.slice(0, 80) }]
      : []),
  ]
}

function stateOf(action: DocumentAction, known: Action | undefined, live: Live | null): Cell {
  const { words, colour } = STATE_WORDS[action.state]
  const standing = known && live ? standingWords.STANDING_TAGS[actionStanding(known, live.today)] : null
  return standing === null || standing.text === 'No date' ? { tag: { text: words, colour } } : { tag: standing, hint: words.toLowerCase() }
}
