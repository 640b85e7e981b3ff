import type { ViewModel } from '../../../platform/http/page.ts'
import { component } from '../../../platform/http/templates.ts'
import { sayMoment } from '../../../platform/london.ts'
import { sayNumber } from '../../../platform/say.ts'
import { STRENGTH_WORDS, lists, toRawResponse, type Question } from '../../questions/index.ts'
import { merge } from '../../returns/index.ts'
import { printOfList, printOfRow } from '../listRows.ts'
import { LEFT } from '../whatIsLeft.ts'
import { nameOf } from './conflictView.ts'
import { COUNT, INSTEAD, LIST, rowsOf, type ListOf, type PostedRow } from './listForm.ts'
import { errorsOf } from './outcomeView.ts'
import type { SectionDesk } from './sectionDesk.ts'
import { WAITS } from './unsent.ts'
import { SIGNATURES } from './sectionForm.ts'
import { signaturesWarning } from './sectionView.ts'

type On = { desk: SectionDesk; now: Date }

/** A list with its rows to change and remove: the model of views/answering/list.ejs. */
export function listView(of: ListOf, { desk, now }: On): ViewModel {
  const { open, section, question, rowName, most } = of
  const said = saidOf(of)
  const at = desk.list(section.key, question.key)
  const back = backOf(of, desk)
  const stored = open.responses.get(question.key)
  const name = rowName.toLowerCase()
  return {
    ...desk.frame(question.label),
    title: question.label,
    caption: section.title,
    mark: desk.mark,
    ...(desk.isOwn ? { backLink: back } : {}),
    intro: [question.instruction, question.hint].filter(line => line !== undefined),
    source: [question.strength ? STRENGTH_WORDS[question.strength] : '', question.reference ?? ''].filter(part => part !== '').join(' · '),
    none: said.rows.length === 0 ? 'Nothing is in the list yet.' : null,
    list: {
      ...{ id: 'list', caption: question.label, lines: said.lines },
      columns: [...said.columns, { text: 'Change or remove', hidden: true }],
      rows: said.rows.map((cells, place) => [
        ...cells,
        { html: component('answering/rowActions', { href: `${at}/${place + 1}`, about: aboutRow(of, place) }) },
      ]),
    },
    add: said.rows.length < most ? { text: `Add another ${name}`, first: `Add ${articleOf(name)} ${name}`, href: `${at}/new` } : null,
    full: said.rows.length < most ? null : `The list is full: it may have ${most} rows.`,
    back,
    given:
      stored && stored.version > 1
        ? component('answering/given', { names: null, versions: { href: desk.versions(question.key), about: nameOf(question) } })
        : '',
    lastSaved: stored ? `Last saved at ${sayMoment(stored.at, now)} by ${desk.isSelf(stored) ? 'you' : stored.byName}.` : null,
  }
}

/**
 * What a form of a row, by its address, shows in its boxes: what is stored, or what was typed and is not.
 * `count` says how many rows the list had when the form was first drawn, of one that was sent.
 */
export type RowShown = {
  name: string
  at: number
  isNew: boolean
  raw: unknown
  was: string
  count?: string
  posted?: PostedRow
  unsentAt?: Date
  /** Which of the rows that wait it is. */
  waits?: string
}

/** The form of one row: the model of views/answering/listRow.ejs. */
export function rowView(of: ListOf, shown: RowShown, on: On): ViewModel {
  const { section, question, rowName, most } = of
  const { desk, now } = on
  const { posted, name } = shown
  const open = posted?.posted.open ?? of.open
  const stored = rowsOf(open, question)
  const list = desk.list(section.key, question.key)
  const title = shown.isNew
    ? `Add ${stored.length === 0 ? articleOf(rowName.toLowerCase()) : 'another'} ${rowName.toLowerCase()}`
    : `${rowName} ${shown.at + 1}`
  // The boxes have the same names wherever the row stands by now: what waits in a browser goes back into them by name.
  const errors = lists.errorsAlone(question, shown.at, posted?.posted.form.errors ?? [])
  // Of what was sent signed out nobody says how many they were.
  const count = shown.count ?? (shown.unsentAt ? '' : String(stored.length))
  const meanwhile = posted?.kept ? meanwhileOf({ ...of, open }, posted, { ...on, count }) : null
  return {
    ...desk.frame(title),
    title,
    caption: question.label,
    ...(desk.isOwn ? { backLink: { text: 'Back to the list', href: list } } : {}),
    mark: desk.mark,
    errors: [
      ...(posted ? errorsOf({ section, posted: { ...posted.posted, form: { ...posted.posted.form, errors } } }) : []),
      ...(meanwhile ? [{ text: meanwhile.error, href: '#meanwhile' }] : []),
    ],
    action: `${list}/${name}`,
    // What waits in the browser of one row is not put into another, and not sent as the whole list.
    draft: `${desk.draft}/${question.key}/${name}`,
    isUnsaved: posted !== undefined || shown.unsentAt !== undefined,
    typingHref: desk.isOwn && open.signOffs.length === 0 && !meanwhile ? `${list}/${name}/typed` : null,
    unsent: shown.unsentAt
      ? {
          text: `You were signed out when you sent this at ${sayMoment(shown.unsentAt, now)}. What you typed is back in its place, not saved yet. Check and save.`,
          drop: {
            action: `${desk.section(section.key)}/drop-unsent`,
            text: 'Show what is saved instead',
            row: `${question.key}/${shown.waits ?? name}`,
          },
        }
      : null,
    meanwhile,
    warning: signaturesWarning(open.signOffs, now),
    hidden: [
      { name: SIGNATURES, value: merge.signaturesShown(open.signOffs) },
      { name: LIST, value: printOfList(stored) },
      { name: COUNT, value: count },
      ...(shown.waits?.startsWith('new.') ? [{ name: WAITS, value: shown.waits.slice('new.'.length) }] : []),
      { name: `q.${question.key}`, value: '1' },
      { name: `v.${question.key}`, value: shown.was },
    ],
    boxes: lists.boxes(question, 0, shown.raw, errors),
    limits: lists.columns(question).some(({ type, values }) => type === 'text' && values.length === 0)
      ? `A box of text can have up to ${sayNumber(lists.CELL_LIMIT)} characters.`
      : null,
    next: shown.isNew || shown.at + 1 >= stored.length ? null : `Save and go to ${rowName.toLowerCase()} ${shown.at + 2}`,
    another: stored.length + (shown.isNew ? 1 : 0) < most ? `Save and add another ${rowName.toLowerCase()}` : null,
    remove: shown.isNew ? null : { text: `Remove this ${rowName.toLowerCase()}`, href: `${list}/${shown.at + 1}/remove` },
    list: { text: 'Back to the list', href: list },
  }
}

/** Asks before a row is removed: the model of views/answering/listRemove.ejs. */
export function removeView(of: ListOf, at: number, { desk, now }: On): ViewModel {
  const { open, section, question, rowName } = of
  const list = desk.list(section.key, question.key)
  const title = `Remove ${rowName.toLowerCase()} ${at + 1}?`
  return {
    ...desk.frame(title),
    title,
    caption: question.label,
    ...(desk.isOwn ? { backLink: { text: 'Back to the list', href: list } } : {}),
    mark: desk.mark,
    said: { ...rowSaid(of, at), id: 'row', caption: title, lines: [] },
    warning: signaturesWarning(open.signOffs, now),
    action: `${list}/${at + 1}/remove`,
    hidden: [
      { name: SIGNATURES, value: merge.signaturesShown(open.signOffs) },
      { name: `v.${question.key}`, value: printOfRow(rowsOf(open, question)[at]) },
    ],
    button: `Remove this ${rowName.toLowerCase()}`,
    cancel: { text: 'Keep it', href: list },
  }
}

/** Why a row that was sent is not in the list, with the list as it is now, and what can be done about it. */
function meanwhileOf(of: ListOf, { kept, at }: PostedRow, { desk, now, count }: On & { count: string }) {
  const { open, question, rowName, most } = of
  const name = rowName.toLowerCase()
  const stored = rowsOf(open, question)
  const last = open.responses.get(question.key)
  const who = last
    ? `${desk.isSelf(last) ? 'You' : last.byName} changed this list at ${sayMoment(last.at, now)}${desk.isSelf(last) ? ', in another window' : ', while you were writing'}.`
    : 'This list was changed while you were writing.'
  const said = { ...saidOf(of), id: 'now', caption: 'The list as it is now' }
  if (kept === 'full')
    return {
      error: `The list is full: it may have ${most} rows`,
      heading: `${who} It may have ${most} rows, so yours is not saved.`,
      said,
      ways: [],
    }
  if (kept === 'busy')
    return { error: 'Someone else is changing this list at the same time. Press Save again', heading: who, said, ways: [] }
  // Where rows came or went, another row may have moved to this place: nobody means that one.
  const there = count === String(stored.length) ? stored[at] : undefined
  const ways = [
    ...(stored.length < most ? [{ value: 'add', text: `Add what I typed as another ${name}` }] : []),
    ...(there === undefined ? [] : [{ value: `${INSTEAD}${printOfRow(there)}`, text: `Replace ${aboutRow(of, at)} with what I typed` }]),
  ]
  const choose = ways.length > 0 ? 'Choose what to do with what you typed' : `The list is full: type it into the ${name} that it belongs to`
  return {
    error: `The ${name} that you changed was changed or removed meanwhile. ${choose}`,
    heading: `${who} The ${name} that you changed is not in it any more as you saw it, so what you typed is not saved yet.`,
    said,
    ways,
  }
}

/** The rows that are stored, as people read them. */
const saidOf = ({ open, question }: ListOf) => lists.said(question, rawRows(open, question))

const rowSaid = (of: ListOf, at: number) => {
  const { columns, rows } = saidOf(of)
  return { columns, rows: rows.slice(at, at + 1) }
}

/** The rows that are stored, as a form holds them. */
export function rawRows({ responses }: ListOf['open'], question: Question): readonly unknown[] {
  const { answer } = toRawResponse(question, responses.get(question.key) ?? null)
  return Array.isArray(answer) ? (answer as unknown[]) : []
}

/** "Deputy 2 (Lee Marsh)". */
export function aboutRow(of: ListOf, at: number): string {
  const [first] = rowSaid(of, at).rows[0] ?? []
  const said = first && 'typed' in first ? ` (${first.text})` : ''
  return `${of.rowName.toLowerCase()} ${at + 1}${said}`
}

/** What a row still lacks, by the names of its columns. */
export function lackingIn(of: ListOf, at: number): string[] {
  const { columns, rows } = rowSaid(of, at)
  return (rows[0] ?? []).flatMap((cell, column) => ('tag' in cell ? [columns[column]?.text ?? ''] : []))
}

const articleOf = (name: string): string => (/^[aeiou]/.test(name) ? 'an' : 'a')

/** To where the list stands: in its section, or among what is left, which goes on from it. */
function backOf({ section, question }: ListOf, desk: SectionDesk): { text: string; href: string } {
  const href = desk.section(section.key)
  return section.key === LEFT
    ? { text: 'Back to what is left', href: `${href}?from=${question.key}` }
    : { text: `Back to “${section.title}”`, href: `${href}#question-${question.key}` }
}
