import { randomBytes } from 'node:crypto'
import { escapeHtml } from './templates.ts'

/**
 * What views draw around texts, kept in pieces: drawn once, filled in as often as wanted. It is made from the views themselves, so it
 * says what they say: they draw a mark in the place of each text, and what they drew is cut at the marks.
 */
export type Skeleton = {
  /** One more than there are places. */
  pieces: readonly string[]
  /** Which text stands in each place. */
  places: readonly number[]
}

// Nobody can write it into a question or an answer: it is another in every process. No view changes it: it needs no escaping.
const MARK = `mark-${randomBytes(16).toString('hex')}-`

/** What a view is given in the place of a text. */
export const mark = (place: number): string => `${MARK}${place}-`

/** A skeleton from what the views drew with marks. */
export function skeletonOf(drawn: string): Skeleton {
  const [first = '', ...others] = drawn.split(MARK)
  const cut = others.map(part => part.indexOf('-'))
  return {
    pieces: [first, ...others.map((part, at) => part.slice((cut[at] ?? 0) + 1))],
    places: others.map((part, at) => Number(part.slice(0, cut[at]))),
  }
}

/** How a view is given what differs from one drawing to the next: a text, or what was drawn already. */
export type Put = { text: (text: string) => string; html: (html: string) => string }

/** For what is drawn once. */
export const AS_IT_IS: Put = { text: text => text, html: html => html }

/** Keeps what is put, and gives the view a mark in its place. A blank stays a blank, which views draw otherwise. */
export class Places implements Put {
  /** What stands in each place, as it is drawn. */
  readonly drawn: string[] = []
  text = (text: string): string => (text === '' ? '' : this.html(escapeHtml(text)))
  html = (html: string): string => mark(this.drawn.push(html) - 1)
}

/** What the views would have drawn with this in the place of the marks. */
export function filled({ pieces, places }: Skeleton, drawn: readonly string[]): string {
  let html = pieces[0] ?? ''
  for (let at = 0; at < places.length; at += 1) html += (drawn[places[at] ?? 0] ?? '') + (pieces[at + 1] ?? '')
  return html
}
