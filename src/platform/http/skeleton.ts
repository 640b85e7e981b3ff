import { randomBytes } from 'node:crypto'
import { escapeHtml } from './templates.ts'

/**
 * What views draw around texts, kept in pieces: drawn once, filled in as often as wanted. It is made from the views themselves, so it
 * says what they say: they draw a mark in the place of each text, and what they drew is cut at the marks. The pieces are kept as they are
 * sent: turning a whole page into bytes takes as long as everything else that is done for it.
 */
export type Skeleton = {
  /** One more than there are places. */
  pieces: readonly Buffer[]
  /** What stands in each place. */
  places: readonly number[]
}

/** What is drawn: HTML, or a skeleton with what is drawn in its places. */
export type Drawn = string | { skeleton: Skeleton; within: readonly Drawn[] }

// Nobody can write it into a question or an answer: it is another in every process. No view changes it: it needs no escaping.
const MARK = `mark-${randomBytes(16).toString('hex')}-`

/** What a view is given in the place of a text. */
export const mark = (place: number): string => `${MARK}${place}-`

/** A skeleton from what the views drew with marks. */
export function skeletonOf(html: string): Skeleton {
  const [first = '', ...others] = html.split(MARK)
  const cut = others.map(part => part.indexOf('-'))
  return {
    pieces: [first, ...others.map((part, at) => part.slice((cut[at] ?? 0) + 1))].map(piece => Buffer.from(piece)),
    places: others.map((part, at) => Number(part.slice(0, cut[at]))),
  }
}

/** How a view is given what differs from one drawing to the next: a text, or what was drawn already. */
export type Put = { text: (text: string) => string; drawn: (drawn: Drawn) => string }

/** For what is drawn once. */
export const AS_IT_IS: Put = { text: text => text, drawn: htmlOf }

/** Keeps what is put, and gives the view a mark in its place. A blank stays a blank, which views draw otherwise. */
export class Places implements Put {
  readonly within: Drawn[] = []
  text = (text: string): string => (text === '' ? '' : this.drawn(escapeHtml(text)))
  drawn = (drawn: Drawn): string => mark(this.within.push(drawn) - 1)
}

/** What was drawn, as a view prints it. */
export function htmlOf(drawn: Drawn): string {
  return typeof drawn === 'string' ? drawn : desk.toString('utf8', 0, written(drawn, 0))
}

/** What was drawn, as it is sent. */
export const bytesOf = (drawn: Drawn): Buffer => {
  const end = written(drawn, 0)
  return Buffer.from(desk.subarray(0, end))
}

// Pages are put together here one after the other, and taken away at once.
let desk = Buffer.alloc(256 * 1024)

/** @returns where it ends */
function written(drawn: Drawn, start: number): number {
  if (typeof drawn === 'string') {
    makeRoom(start, 3 * drawn.length)
    return start + desk.write(drawn, start)
  }
  const { pieces, places } = drawn.skeleton
  let at = start
  for (const [place, piece] of pieces.entries()) {
    if (place > 0) at = written(drawn.within[places[place - 1] ?? 0] ?? '', at)
    makeRoom(at, piece.length)
    desk.set(piece, at)
    at += piece.length
  }
  return at
}

function makeRoom(at: number, length: number): void {
  if (at + length <= desk.length) return
  const larger = Buffer.alloc(2 * (at + length))
  desk.copy(larger, 0, 0, at)
  desk = larger
}
