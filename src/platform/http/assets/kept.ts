import type { Fields, Touched } from './sectionTyping.ts'

/**
 * What waits in a browser of one question, since when, and where its section is. What was sent by the button waits until the next page says
 * what became of it. Of a row of a list, with what its form was drawn with: by that it is known whether the row is stored by now.
 */
export type Kept = Touched & { at: number; place: { text: string; href: string }; drawn?: Fields; sent?: true }

export const PREFIX = 'typed '

/** On a computer that others use, what waits ends with the tab. */
const store = (): Storage => (document.body.dataset.shared === undefined ? window.localStorage : window.sessionStorage)

// A browser may refuse to keep anything: then nothing waits.
export const keys = (): string[] => attempt(() => Object.keys(store()).filter(key => key.startsWith(PREFIX))) ?? []
export const read = (key: string): Kept | null => attempt(() => keptIn(store().getItem(key))) ?? null
export const write = (key: string, kept: Omit<Kept, 'sent'> & { sent?: true | undefined }) =>
  attempt(() => store().setItem(key, JSON.stringify(kept)))
export const forget = (key: string) => attempt(() => store().removeItem(key))

function keptIn(text: string | null): Kept | null {
  const kept = JSON.parse(text ?? 'null') as Partial<Kept> | null
  return kept?.parts && kept.place ? (kept as Kept) : null
}

export function attempt<Given>(work: () => Given): Given | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
